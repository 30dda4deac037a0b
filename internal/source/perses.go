package source

func isPerses(n *Node) bool { return false }

func (r *reader) perses(n *Node, c carrier) {}
