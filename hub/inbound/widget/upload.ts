import type { Request } from 'express';
import { HubError } from '../../core/error.ts';
import type { VisitorCaller } from '../../core/widget/visitor-caller.ts';
import type { FileRecord } from '../../domain/file/model.ts';
import { receiveFile } from '../../domain/file/receive-file.ts';
import { largestUpload } from '../../domain/widget/showing/config.ts';
import { VisitorUpload } from '../../domain/widget/uploads/model.ts';
import { widgetOf, type VisitorTools } from './visitor-tools.ts';

/** Stores a visitor's file for a message to come; nobody else can send it. Throws visitor.files-off, file.too-large, request.invalid. */
export async function uploadAsVisitor(hub: VisitorTools, visitor: VisitorCaller, request: Request): Promise<FileRecord> {
  const widget = await widgetOf(hub, visitor);
  if (!widget.settings.files.isAllowed) throw new HubError('visitor.files-off');
  const file = await receiveFile(hub, visitor.workspaceId, request, { maxBytes: largestUpload(hub, widget) });
  const { workspaceId, channelId, identity } = visitor;
  await VisitorUpload.create({ _id: file._id, workspaceId, channelId, identity, createdAt: hub.now() });
  return file;
}
