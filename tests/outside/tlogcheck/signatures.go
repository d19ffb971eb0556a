package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// cosigner verifies type 0x04: Ed25519 over a time and the checkpoint (c2sp.org/tlog-cosignature).
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c *cosigner) Name() string    { return c.name }
func (c *cosigner) KeyHash() uint32 { return c.hash }

func (c *cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	time := binary.BigEndian.Uint64(sig[:8])
	signed := fmt.Sprintf("cosignature/v1\ntime %d\n%s", time, msg)
	return ed25519.Verify(c.key, []byte(signed), sig[8:])
}

// keys are the log's key and the witnesses', each of which must have signed.
type keys struct {
	log       note.Verifier
	witnesses []note.Verifier
}

func readKeys(log string, witnesses []string) (keys, error) {
	var all keys
	text, err := os.ReadFile(log)
	if err != nil {
		return all, err
	}
	if all.log, err = note.NewVerifier(strings.TrimSpace(string(text))); err != nil {
		return all, err
	}
	for _, path := range witnesses {
		witness, err := readWitness(path)
		if err != nil {
			return all, err
		}
		all.witnesses = append(all.witnesses, witness)
	}
	return all, nil
}

func readWitness(path string) (note.Verifier, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	parts := strings.SplitN(strings.TrimSpace(string(text)), "+", 3)
	if len(parts) != 3 {
		return nil, fmt.Errorf("%s: no verifier key", path)
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 1+ed25519.PublicKeySize || key[0] != 0x04 {
		return nil, fmt.Errorf("%s: no key of type 0x04", path)
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	hash := binary.BigEndian.Uint32(sum[:4])
	if fmt.Sprintf("%08x", hash) != parts[1] {
		return nil, fmt.Errorf("%s: the id is not of this key", path)
	}
	return &cosigner{parts[0], hash, ed25519.PublicKey(key[1:])}, nil
}

// open verifies a checkpoint by the log's key and every witness's, and returns the tree it names.
func (k keys) open(octets []byte) (tlog.Tree, error) {
	var tree tlog.Tree
	all := append([]note.Verifier{k.log}, k.witnesses...)
	opened, err := note.Open(octets, note.VerifierList(all...))
	if err != nil {
		return tree, err
	}
	for _, verifier := range all {
		if !signed(opened, verifier) {
			return tree, fmt.Errorf("%s did not sign", verifier.Name())
		}
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != k.log.Name() {
		return tree, fmt.Errorf("no checkpoint of %s", k.log.Name())
	}
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return tree, err
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return tree, fmt.Errorf("no root hash")
	}
	copy(tree.Hash[:], root)
	return tree, nil
}

func signed(opened *note.Note, by note.Verifier) bool {
	for _, signature := range opened.Sigs {
		if signature.Name == by.Name() && signature.Hash == by.KeyHash() {
			return true
		}
	}
	return false
}

// checkProof checks one file of c2sp.org/tlog-proof whose extra line carries the entry.
func checkProof(path string, k keys) (string, error) {
	octets, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	cut := bytes.Index(octets, []byte("\n\n"))
	if cut < 0 {
		return "", fmt.Errorf("no empty line")
	}
	tree, err := k.open(octets[cut+2:])
	if err != nil {
		return "", err
	}
	lines := strings.Split(string(octets[:cut]), "\n")
	if len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return "", fmt.Errorf("no proof file with its entry")
	}
	entry, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	if err != nil {
		return "", err
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	if err != nil {
		return "", err
	}
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return "", err
		}
		proof = append(proof, hash)
	}
	if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
		return "", err
	}
	return fmt.Sprintf("entry %d of %d: %s", index, tree.N, entry), nil
}
