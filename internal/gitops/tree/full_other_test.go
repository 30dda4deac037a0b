//go:build !(darwin || linux)

package tree

const fullEnv = "DASHGEN_TREE_FULL"

func runOutOfSpace(string) {}
