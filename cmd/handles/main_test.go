package main

import (
	"os"
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	const table = "metric\ttype\tunit\tlabels\norders_total\tcounter\tcount\tshop\norders_open\tgauge\tcount\tshop\n"
	t.Setenv("GOPACKAGE", "")
	tests := []struct {
		name, file, table string
		args              []string
		want              []string // in what is written, or in the error
		fails             bool
	}{
		{name: "a table", file: "orders.tsv", table: table, args: []string{"-prefix", "orders_", "orders.tsv"},
			want: []string{"package orders\n", "generated from orders.tsv", `queries.NewCounter[Exporter]("orders_total")`, `queries.NewGauge[Exporter]("orders_open")`, `Shop = queries.NewLabel[Exporter]("shop")`}},
		{name: "another package", file: "web-shop.tsv", table: table, args: []string{"-package", "shop", "web-shop.tsv"},
			want: []string{"package shop\n", `return "web-shop"`}},
		{name: "an exporter with a hyphen", file: "web-shop.tsv", table: table, args: []string{"web-shop.tsv"}, want: []string{"package webshop\n"}},
		{name: "no table", want: []string{"0 tables are given"}, fails: true},
		{name: "no such file", args: []string{"orders.tsv"}, want: []string{"orders.tsv", "no such file"}, fails: true},
		{name: "no metric", file: "orders.tsv", table: "metric\ttype\n", args: []string{"orders.tsv"}, want: []string{"there is no metric in the file"}, fails: true},
		{name: "a type that is none", file: "orders.tsv", table: "metric\ttype\na_total\tcountr\n", args: []string{"orders.tsv"}, want: []string{"orders.tsv:2:9", "countr"}, fails: true},
		{name: "a package that is none", file: "1st.tsv", table: table, args: []string{"1st.tsv"}, want: []string{`"1st" cannot be the name of a Go package`}, fails: true},
		{name: "names of others", file: "orders.tsv", table: table, args: []string{"-prefix", "vllm:", "orders.tsv"}, want: []string{"belong to vllm"}, fails: true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			if tt.file != "" {
				if err := os.WriteFile(tt.file, []byte(tt.table), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			err := run(tt.args)
			got, readErr := os.ReadFile("metrics_gen.go")
			if tt.fails {
				if err == nil || readErr == nil {
					t.Fatalf("run = %v, and wrote %q; want an error and no file", err, got)
				}
				got = []byte(err.Error())
			} else if err != nil || readErr != nil {
				t.Fatal(err, readErr)
			}
			for _, want := range tt.want {
				if !strings.Contains(string(got), want) {
					t.Errorf("%q is not in\n%s", want, got)
				}
			}
		})
	}
}
