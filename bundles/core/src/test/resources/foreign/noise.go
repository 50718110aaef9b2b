// Plain XX and IK by flynn/noise: noise dial|listen XX|IK AESGCM|ChaChaPoly PORT KEY, as noise.py.
package main

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"time"

	"github.com/flynn/noise"
	"golang.org/x/crypto/curve25519"
)

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func send(to net.Conn, message []byte) {
	var length [2]byte
	binary.BigEndian.PutUint16(length[:], uint16(len(message)))
	_, err := to.Write(append(length[:], message...))
	check(err)
}

func receive(from net.Conn) []byte {
	var length [2]byte
	_, err := io.ReadFull(from, length[:])
	check(err)
	message := make([]byte, binary.BigEndian.Uint16(length[:]))
	_, err = io.ReadFull(from, message)
	check(err)
	return message
}

func connect(dials bool, port string) net.Conn {
	if dials {
		connection, err := net.Dial("tcp", "127.0.0.1:"+port)
		check(err)
		return connection
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	fmt.Println("port", listener.Addr().(*net.TCPAddr).Port)
	connection, err := listener.Accept()
	check(err)
	return connection
}

func main() {
	dials := os.Args[1] == "dial"
	pattern := noise.HandshakeXX
	if os.Args[2] == "IK" {
		pattern = noise.HandshakeIK
	}
	cipher := noise.CipherAESGCM
	if os.Args[3] == "ChaChaPoly" {
		cipher = noise.CipherChaChaPoly
	}
	keys := strings.Split(os.Args[5], ":")
	private, err := hex.DecodeString(keys[0])
	check(err)
	public, err := curve25519.X25519(private, curve25519.Basepoint)
	check(err)
	config := noise.Config{
		CipherSuite:   noise.NewCipherSuite(noise.DH25519, cipher, noise.HashSHA256),
		Pattern:       pattern,
		Initiator:     dials,
		Prologue:      []byte("a prologue"),
		StaticKeypair: noise.DHKey{Private: private, Public: public},
	}
	if len(keys) > 1 && keys[1] != "" {
		config.PeerStatic, err = hex.DecodeString(keys[1])
		check(err)
	}
	state, err := noise.NewHandshakeState(config)
	check(err)
	connection := connect(dials, os.Args[4])
	check(connection.SetDeadline(time.Now().Add(60 * time.Second)))
	var one, two *noise.CipherState
	turn := 0
	for ; one == nil; turn++ {
		if dials == (turn%2 == 0) {
			var message []byte
			message, one, two, err = state.WriteMessage(nil, []byte(fmt.Sprintf("from go %d", turn)))
			check(err)
			send(connection, message)
		} else {
			var payload []byte
			payload, one, two, err = state.ReadMessage(nil, receive(connection))
			check(err)
			if !bytes.Equal(payload, []byte(fmt.Sprintf("from java %d", turn))) {
				panic(string(payload))
			}
		}
	}
	fmt.Println("hash", hex.EncodeToString(state.ChannelBinding()))
	if !dials {
		one, two = two, one
	}
	for i := 0; i < 3; i++ {
		text, err := two.Decrypt(nil, nil, receive(connection))
		check(err)
		for l, r := 0, len(text)-1; l < r; l, r = l+1, r-1 {
			text[l], text[r] = text[r], text[l]
		}
		sealed, err := one.Encrypt(nil, nil, text)
		check(err)
		send(connection, sealed)
	}
	fmt.Println("done", turn)
}
