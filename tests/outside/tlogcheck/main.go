// Command tlogcheck checks a tiled log, or one proof file, with Go's own sumdb/note and sumdb/tlog.
//
// It shares no code and no language with Kenes. Exit code 0: accepted; 1: refused, the reason is
// printed; 2: misused.
//
//	tlogcheck -vkey FILE [-witness FILE]... [-since CHECKPOINT] LOG
//	tlogcheck -vkey FILE [-witness FILE]... -proof FILE
//
// Build with Debian's golang-go and golang-golang-x-mod-dev, this folder being src/tlogcheck of $PWD:
//
//	GO111MODULE=off GOPATH=$PWD:/usr/share/gocode go build tlogcheck
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
)

// files is an option that may be repeated.
type files []string

func (f *files) String() string { return strings.Join(*f, " ") }

func (f *files) Set(path string) error {
	*f = append(*f, path)
	return nil
}

func main() {
	var witnesses files
	vkey := flag.String("vkey", "", "file with the log's verifier key")
	since := flag.String("since", "", "file with a checkpoint seen before")
	proof := flag.String("proof", "", "file with one entry's proof, instead of a log")
	flag.Var(&witnesses, "witness", "file with a witness's verifier key")
	flag.Parse()
	if *vkey == "" || (*proof == "") == (flag.NArg() == 0) {
		flag.Usage()
		os.Exit(2)
	}
	keys, err := readKeys(*vkey, witnesses)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	var said string
	if *proof != "" {
		said, err = checkProof(*proof, keys)
	} else {
		said, err = checkLog(flag.Arg(0), *since, keys)
	}
	if err != nil {
		fmt.Println("refused:", err)
		os.Exit(1)
	}
	fmt.Println("accepted:", said)
}
