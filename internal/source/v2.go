package source

func isLayout(n *Node) bool { return false }

func v2(n *Node, c carrier) *Dashboard { return nil }
