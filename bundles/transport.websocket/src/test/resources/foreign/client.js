// A foreign client of WebSocket: node client.js URL PROTOCOL WORD. Prints what happens to it, one word and its values a line.
'use strict';
const WebSocket = require('ws');
const [url, protocol, word] = process.argv.slice(2);
const say = (...words) => console.log(words.join(' '));
const ws = new WebSocket(url, protocol); // compression is offered, as it does by itself
const message = (size) => Buffer.alloc(size, size % 251);
let echoes = 0;

ws.on('open', () => {
  say('open', ws.protocol, 'extensions=' + ws.extensions);
  if (word === 'echo') for (let size = 1; size <= 65535; size = size * 2 + 1) ws.send(message(size));
  if (word === 'parts') { ws.send(message(10), { fin: false }); ws.send(message(10), { fin: true }); }
  if (word === 'text') ws.send('hello');
  if (word === 'huge') ws.send(message(16 << 20));
  if (word === 'sudden') ws.terminate();
  if (word === 'ping') ws.ping('are you there');
  if (word === 'garbage') ws._socket.write(Buffer.alloc(4096, 0xff));
  if (word === 'slow') {
    ws.pause();
    process.stdin.once('data', () => ws.resume()); // somebody says when
  }
});
ws.on('message', (data, binary) => {
  echoes++;
  const right = binary && data.equals(message(data.length));
  if (word === 'echo' && (!right || data.length === 65535)) { say('echoes', echoes, right); ws.close(1000, 'thanks'); }
  if (word === 'parts') { say('echo', data.length); ws.close(); }
  if (word === 'slow' && data[0] === 255) say('last', echoes);
});
ws.on('pong', (data) => say('pong', data));
ws.on('unexpected-response', (request, response) => { say('answer', response.statusCode); process.exit(); });
ws.on('error', (error) => say('error', error.code));
ws.on('close', (code) => { say('close', code); process.exit(); });
