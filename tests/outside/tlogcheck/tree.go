package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// folder reads tiles as c2sp.org/tlog-tiles lays them out: tile/L/N where Go has tile/8/L/N.
type folder string

func (f folder) Height() int { return 8 }

func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		path := "tile/" + strings.TrimPrefix(tile.Path(), "tile/8/")
		octets, err := os.ReadFile(filepath.Join(string(f), path))
		if err != nil {
			return nil, err
		}
		if len(octets) != tile.W*tlog.HashSize {
			return nil, fmt.Errorf("%s: %d bytes", path, len(octets))
		}
		all = append(all, octets)
	}
	return all, nil
}

// entries reads one bundle: each entry behind its length in two bytes.
func (f folder) entries(number, count int64) ([][]byte, error) {
	tile := tlog.Tile{H: 8, L: 0, N: number, W: int(count)}
	path := "tile/entries/" + strings.TrimPrefix(tile.Path(), "tile/8/0/")
	octets, err := os.ReadFile(filepath.Join(string(f), path))
	if err != nil {
		return nil, err
	}
	var all [][]byte
	for len(octets) >= 2 {
		length := int(binary.BigEndian.Uint16(octets))
		if len(octets) < 2+length {
			break
		}
		all = append(all, octets[2:2+length])
		octets = octets[2+length:]
	}
	if len(octets) != 0 || int64(len(all)) != count {
		return nil, fmt.Errorf("%s: %d entries and %d bytes, not %d entries", path, len(all), len(octets), count)
	}
	return all, nil
}

// checkLog checks signatures, the checkpoint seen before, and every entry against the root.
func checkLog(path, since string, k keys) (string, error) {
	octets, err := os.ReadFile(filepath.Join(path, "checkpoint"))
	if err != nil {
		return "", err
	}
	tree, err := k.open(octets)
	if err != nil {
		return "", err
	}
	// Every hash that this reader gives has been proved to belong to the root.
	hashes := tlog.TileHashReader(tree, folder(path))
	if since != "" {
		if err := checkSince(since, tree, hashes, k); err != nil {
			return "", err
		}
	}
	for number := int64(0); number*256 < tree.N; number++ {
		if err := checkBundle(folder(path), number, tree, hashes); err != nil {
			return "", err
		}
	}
	return fmt.Sprintf("%d entries of %s", tree.N, k.log.Name()), nil
}

func checkSince(path string, tree tlog.Tree, hashes tlog.HashReader, k keys) error {
	octets, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	old, err := keys{log: k.log}.open(octets)
	if err != nil {
		return err
	}
	if old.N > tree.N {
		return fmt.Errorf("the tree went back from %d to %d", old.N, tree.N)
	}
	proof, err := tlog.ProveTree(tree.N, old.N, hashes)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash)
}

func checkBundle(f folder, number int64, tree tlog.Tree, hashes tlog.HashReader) error {
	first := number * 256
	count := tree.N - first
	if count > 256 {
		count = 256
	}
	entries, err := f.entries(number, count)
	if err != nil {
		return err
	}
	var wanted []int64
	for at := range entries {
		wanted = append(wanted, tlog.StoredHashIndex(0, first+int64(at)))
	}
	proved, err := hashes.ReadHashes(wanted)
	if err != nil {
		return err
	}
	for at, entry := range entries {
		if tlog.RecordHash(entry) != proved[at] {
			return fmt.Errorf("entry %d is not the one in the tree", first+int64(at))
		}
	}
	return nil
}
