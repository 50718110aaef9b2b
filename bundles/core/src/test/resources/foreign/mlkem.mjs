// ML-KEM-768 of the npm package @noble/post-quantum: answers a line with a line, everything in hex.
//   pair SEED -> KEY     encapsulate KEY M -> CIPHERTEXT SECRET     decapsulate SEED CIPHERTEXT -> SECRET
import { createInterface } from 'node:readline';
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';

const bytes = (hex) => Uint8Array.from(Buffer.from(hex, 'hex'));
const hex = (array) => Buffer.from(array).toString('hex');

const verbs = {
  pair: (seed) => hex(ml_kem768.keygen(bytes(seed)).publicKey),
  encapsulate: (key, m) => {
    const made = ml_kem768.encapsulate(bytes(key), bytes(m));
    return `${hex(made.cipherText)} ${hex(made.sharedSecret)}`;
  },
  decapsulate: (seed, ciphertext) =>
    hex(ml_kem768.decapsulate(bytes(ciphertext), ml_kem768.keygen(bytes(seed)).secretKey)),
};

for await (const line of createInterface({ input: process.stdin })) {
  const [verb, ...words] = line.split(' ');
  try {
    console.log(verbs[verb](...words));
  } catch (e) {
    console.log(`refused ${e.message}`);
  }
}
