// Package smalldisk gives tests a disk of their own, which can be full and read-only as no folder of a disk can.
package smalldisk
