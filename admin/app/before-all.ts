import { config } from 'zod';

// The page's policy forbids code made from text, which zod would otherwise try first.
config({ jitless: true });
