import { createHmac, timingSafeEqual } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import express from 'express';
import mongoose from 'mongoose';
import { pino } from 'pino';
import { z } from 'zod';
import { connectDatabase } from '../database/connection.ts';
import { listen } from '../http/listen.ts';
import { answerQuestions, createCpuMeter, microseconds, type Moments, type ServerReport, type Target } from './protocol.ts';

/**
 * The least that any hub must do, and nothing else: in, Express 5 with the raw body, a signature, JSON.parse, one insert by the same
 * driver with the same write concern, an event; out, a POST, one insert, one call to the provider.
 */
const environment = z.object({ BENCH_DATABASE: z.string(), BENCH_PROVIDER: z.url() }).parse(process.env);
const secret = 'floor';
const heard: Moments = [];
const events = new EventEmitter().on('received', (text: string) => heard.push([text, microseconds()]));
const cpu = createCpuMeter();
const agent = new Agent({ keepAlive: true });
const posted = z.object({ text: z.string() });

answerQuestions(async (question) => (question === 'start' ? start() : report()));

async function start(): Promise<Target> {
  await connectDatabase({ uri: environment.BENCH_DATABASE, log: pino({ level: 'silent' }) });
  const messages = mongoose.connection.collection('benchFloor');
  const app = express();
  app.post('/in', express.raw({ type: () => true }), async (request, response) => {
    const body: unknown = request.body;
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const expected = createHmac('sha256', secret).update(bytes).digest();
    const given = createHmac('sha256', secret).update(bytes).digest();
    if (!timingSafeEqual(expected, given) || request.headers['x-telegram-bot-api-secret-token'] !== secret)
      return void response.status(401).end();
    const { message } = z.object({ message: posted }).parse(JSON.parse(bytes.toString('utf8')));
    await messages.insertOne({ text: message.text, createdAt: new Date() });
    response.type('json').send('{}');
    events.emit('received', message.text);
  });
  app.post('/out', express.json(), async (request, response) => {
    const { text } = posted.parse(request.body);
    await messages.insertOne({ text, createdAt: new Date() });
    response.status(201).json({ text });
    callProvider(text);
  });
  const { port } = await listen(app, { port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${port}`;
  return {
    inbound: [{ url: `${url}/in`, headers: { 'x-telegram-bot-api-secret-token': secret } }],
    outbound: [{ url: `${url}/out`, headers: {} }],
  };
}

async function report(): Promise<ServerReport> {
  return { heard: heard.splice(0), cpuSeconds: cpu() };
}

function callProvider(text: string): void {
  const call = httpRequest(`${environment.BENCH_PROVIDER}/bot1:floor/sendMessage`, {
    method: 'POST',
    agent,
    headers: { 'content-type': 'application/json' },
  });
  call.on('response', (response) => response.resume());
  call.end(JSON.stringify({ chat_id: 1, text }));
}
