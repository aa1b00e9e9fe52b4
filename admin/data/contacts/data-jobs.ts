import { cancelDataJob, getDataJob, listDataJobs, type DataJobView } from '../../../hub/api/customers/data-jobs.ts';
import { api } from '../api.ts';
import { queryClient } from '../query-client.ts';

const everyMs = 1000;

/** True while the hub works on it. */
export function isRunning(job: Pick<DataJobView, 'state'> | undefined): boolean {
  return job?.state === 'checking' || job?.state === 'running';
}

/** An import or export, asked for again every second while it runs: options for a query controller. */
export function dataJobQuery(dataJobId: string) {
  return {
    queryKey: ['data-jobs', dataJobId],
    queryFn: (): Promise<DataJobView> => api.call(getDataJob, { params: { dataJobId } }),
    refetchInterval: ({ state }: { state: { data?: DataJobView | undefined } }) => (isRunning(state.data) ? everyMs : false),
    staleTime: 0,
  };
}

/** The last imports and exports: options for a query controller. */
export const dataJobsQuery = {
  queryKey: ['data-jobs', 'recent'],
  queryFn: async (): Promise<DataJobView[]> => (await api.call(listDataJobs, { query: { limit: 20 } })).items,
  refetchInterval: ({ state }: { state: { data?: DataJobView[] | undefined } }) => (state.data?.some(isRunning) ? everyMs : false),
  staleTime: 0,
};

/** Shows a job as the hub just told it. */
export function showJob(job: DataJobView): void {
  queryClient.setQueryData(['data-jobs', job.id], job);
  void queryClient.invalidateQueries({ queryKey: ['data-jobs', 'recent'] });
}

/** Stops a job; what it did stays. */
export async function stopJob(dataJobId: string): Promise<void> {
  showJob(await api.call(cancelDataJob, { params: { dataJobId } }));
}
