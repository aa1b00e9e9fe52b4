import { expect, test } from 'vitest';
import { readDomain } from './domain.ts';

test('takes a host, and the host of a pasted address', () => {
  expect(readDomain(' Shop.Example.com ', [])).toEqual({ domain: 'shop.example.com' });
  expect(readDomain('https://shop.example.com/cart?x=1', [])).toEqual({ domain: 'shop.example.com' });
  expect(readDomain('http://localhost:8080/', [])).toEqual({ domain: 'localhost:8080' });
  expect(readDomain('*.example.com', [])).toEqual({ domain: '*.example.com' });
});

test('writes other scripts as browsers send them', () => {
  expect(readDomain('магазин.рф', [])).toEqual({ domain: 'xn--80aairftm.xn--p1ai' });
  expect(readDomain('*.магазин.рф', [])).toEqual({ domain: '*.xn--80aairftm.xn--p1ai' });
});

test('says what is wrong', () => {
  expect(readDomain('', [])).toEqual({ problem: 'empty' });
  expect(readDomain('shop.*.com', [])).toEqual({ problem: 'star' });
  expect(readDomain('*', [])).toEqual({ problem: 'star' });
  expect(readDomain('*.com', [])).toEqual({ problem: 'bare-ending' });
  expect(readDomain('shop example', [])).toEqual({ problem: 'wrong' });
  expect(readDomain('shop_1.example.com', [])).toEqual({ problem: 'wrong' });
  expect(readDomain('shop.example.com', ['shop.example.com'])).toEqual({ problem: 'taken' });
});
