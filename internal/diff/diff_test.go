package diff

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type edit struct {
	name string
	do   func(t testing.TB, o *out)
	want []string
}

// lab edits the dashboard of one environment.
func lab(do func(t testing.TB, b map[string]any)) func(testing.TB, *out) {
	return func(t testing.TB, o *out) { do(t, o.boards["lab"]) }
}

const latency = "Latency | panel=E2E Request Latency"

func dashboardEdits() []edit {
	return []edit{
		{"spelling only", func(t testing.TB, o *out) {
			for _, b := range o.boards {
				q := objectAt(t, panel(t, b, "Requests"), "targets", 0)
				q["expr"] = strings.NewReplacer("(", "( ", ", ", " ,  ").Replace(q["expr"].(string)) + " # a comment"
				v := objectAt(t, b, "templating", "list", 1, "query")
				v["query"] = `label_values( vllm:num_requests_running{ namespace = "ai501" } , model_name )`
			}
		}, nil},
		{"title", lab(func(_ testing.TB, b map[string]any) { b["title"] = "Models" }), []string{
			"dashboard-retitled | lab | old=vLLM AI501 Metrics Dashboard | new=Models",
		}},
		{"the same everywhere", func(_ testing.TB, o *out) { o.boards["lab"]["refresh"], o.boards["solo"]["refresh"] = "1m", "1m" }, []string{
			"dashboard-refresh | lab+solo | old=30s | new=1m",
		}},
		{"uid", lab(func(_ testing.TB, b map[string]any) { b["uid"] = "other" }), []string{"dashboard-uid | lab | old=lab-models | new=other | !"}},
		{"time", lab(func(t testing.TB, b map[string]any) { objectAt(t, b, "time")["from"] = "now-6h" }), []string{
			"dashboard-time | lab | old=now-1h to now | new=now-6h to now",
		}},
		{"description", lab(func(_ testing.TB, b map[string]any) { b["description"] = "x" }), []string{
			"dashboard-description | lab | old=Is the shared model fast, busy or stuck? Throughput, latency, queue and cache of the vLLM servers behind the lab. | new=x",
		}},
		{"tags and links", lab(func(t testing.TB, b map[string]any) {
			b["tags"] = []any{"canopy"}
			objectAt(t, b, "links", 0)["keepTime"] = false
			b["links"] = append(b["links"].([]any), map[string]any{"title": "Docs", "url": "/docs"})
		}), []string{
			"dashboard-links | lab | field=links[Related].keepTime | old=true | new=false",
			`dashboard-links | lab | field=links[Docs] | new={title: "Docs", url: "/docs"}`,
			"dashboard-option | lab | field=tags | old=[canopy, vllm] | new=[canopy]",
		}},
		{"input", lab(func(t testing.TB, b map[string]any) { objectAt(t, b, "__inputs", 0)["label"] = "Store" }), []string{
			"dashboard-option | lab | field=__inputs[DS_RHOAI].label | old=RHOAI Prometheus | new=Store",
		}},
		{"annotations", lab(func(_ testing.TB, b map[string]any) {
			b["annotations"] = map[string]any{"list": []any{map[string]any{"name": "Restarts", "expr": "changes(process_start_time_seconds[1m])"}}}
		}), []string{
			`annotation-added | lab | field=Restarts | new={expr: "changes(process_start_time_seconds[1m])", name: "Restarts"}`,
			"metric-gained | lab | metric=process_start_time_seconds",
		}},
		{"dashboard gone", func(_ testing.TB, o *out) {
			o.boards["lab"] = nil
			delete(o.files, "base/lab/kustomization.yaml")
		}, []string{
			"environment-removed | lab",
			`dashboard-removed | lab | old="vLLM AI501 Metrics Dashboard", 7 panels, 10 queries, 9 metrics`,
			"resource-removed | lab | object=GrafanaDashboard models",
		}},
	}
}

func variableEdits() []edit {
	variable := func(i int, do func(v map[string]any)) func(testing.TB, *out) {
		return lab(func(t testing.TB, b map[string]any) { do(objectAt(t, b, "templating", "list", i)) })
	}
	return []edit{
		{"query", variable(1, func(v map[string]any) {
			v["query"] = map[string]any{"query": "label_values(vllm:num_requests_waiting, model_name)"}
		}), []string{
			`variable-query | lab | variable=model_name | old=label_values(vllm:num_requests_running{namespace="ai501"}, model_name) | new=label_values(vllm:num_requests_waiting, model_name)`,
			"metric-gained | lab | metric=vllm:num_requests_waiting",
			"metric-lost | lab | metric=vllm:num_requests_running",
		}},
		{"default", variable(1, func(v map[string]any) {
			v["current"] = map[string]any{"text": []any{"All"}, "value": []any{"$__all"}}
		}), []string{"variable-default | lab | variable=model_name | old=[llama32] | new=[All]"}},
		{"values", variable(2, func(v map[string]any) { v["query"], v["options"] = "model_name,pod,engine", []any{} }), []string{
			"variable-query | lab | variable=group | old=model_name,pod | new=model_name,pod,engine",
		}},
		{"other values", variable(1, func(v map[string]any) { v["includeAll"], v["allValue"] = false, ".*" }), []string{
			"variable-option | lab | variable=model_name | field=allValue | old=.+ | new=.*",
			"variable-option | lab | variable=model_name | field=includeAll | old=true | new=false",
		}},
		{"another", lab(func(t testing.TB, b map[string]any) {
			objectAt(t, b, "templating", "list", 2)["name"] = "by"
		}), []string{
			"variable-added | lab | variable=by | new=custom model_name,pod", "variable-removed | lab | variable=group | old=custom model_name,pod",
		}},
		{"order", lab(func(t testing.TB, b map[string]any) {
			list := at(t, b, "templating", "list").([]any)
			list[1], list[2] = list[2], list[1]
		}), []string{"dashboard-option | lab | field=templating.list | old=[ds_rhoai, model_name, group] | new=[ds_rhoai, group, model_name]"}},
	}
}

func panelEdits() []edit {
	inLatency := func(do func(t testing.TB, p map[string]any)) func(testing.TB, *out) {
		return lab(func(t testing.TB, b map[string]any) { do(t, panel(t, b, "E2E Request Latency")) })
	}
	steps := func(t testing.TB, p map[string]any) map[string]any {
		return objectAt(t, p, "fieldConfig", "defaults", "thresholds", "steps", 1)
	}
	return []edit{
		{"retitled", inLatency(func(_ testing.TB, p map[string]any) { p["title"], p["id"] = "Whole Answer", 4711 }), []string{
			"panel-retitled | lab | row=Latency | panel=Whole Answer | old=E2E Request Latency | new=Whole Answer",
		}},
		{"kind", inLatency(func(_ testing.TB, p map[string]any) { p["type"], p["options"] = "table", map[string]any{"x": 1} }), []string{
			"panel-kind | lab | row=" + latency + " | old=timeseries | new=table",
		}},
		{"unit and description", inLatency(func(t testing.TB, p map[string]any) {
			p["description"] = "x"
			objectAt(t, p, "fieldConfig", "defaults")["unit"] = "ms"
		}), []string{
			"panel-description | lab | row=" + latency + " | old=" + panelDescription("E2E Request Latency") + " | new=x",
			"panel-unit | lab | row=" + latency + " | old=s | new=ms",
		}},
		{"thresholds", lab(func(t testing.TB, b map[string]any) {
			p := panel(t, b, "First Token, p95")
			steps(t, p)["value"] = 2
			objectAt(t, p, "fieldConfig", "defaults", "thresholds")["mode"] = "percentage"
		}), []string{
			"panel-thresholds | lab | panel=First Token, p95 | old=base text, 0 green, 1 orange, 3 red | new=base text, 2 green, 1 orange, 3 red (percentage)",
		}},
		{"override", inLatency(func(t testing.TB, p map[string]any) {
			list := at(t, p, "fieldConfig", "overrides").([]any)
			objectAt(t, list[0])["properties"] = []any{
				map[string]any{"id": "unit", "value": "ms"},
				map[string]any{"id": "thresholds", "value": map[string]any{"steps": []any{map[string]any{"color": "red", "value": 5}}}},
			}
			list[0], list[1] = list[1], list[0]
		}), []string{
			"panel-option | lab | row=" + latency + ` | field=overrides[byName p50].color | old={fixedColor: "#8ab8ff", mode: "fixed"}`,
			"panel-unit | lab | row=" + latency + " | field=overrides[byName p50].unit | new=ms",
			"panel-thresholds | lab | row=" + latency + " | field=overrides[byName p50].thresholds | new=5 red",
			"panel-option | lab | row=" + latency + " | field=overrides (order) | old=[byName p50, byName p90] | new=[byName p90, byName p50]",
		}},
		{"links and others", inLatency(func(t testing.TB, p map[string]any) {
			p["links"] = []any{map[string]any{"title": "More", "url": "/d/x"}}
			objectAt(t, p, "options", "legend")["placement"] = "right"
		}), []string{
			"panel-option | lab | row=" + latency + " | field=options.legend.placement | old=bottom | new=right",
			"panel-links | lab | row=" + latency + ` | field=links[More] | new={title: "More", url: "/d/x"}`,
		}},
		{"data source", inLatency(func(t testing.TB, p map[string]any) {
			ds := map[string]any{"type": "prometheus", "uid": "${ds_uwm}"}
			p["datasource"] = ds
			objectAt(t, p, "targets", 0)["datasource"], objectAt(t, p, "targets", 1)["datasource"] = ds, ds
		}), []string{"panel-datasource | lab | row=" + latency + " | old=${ds_rhoai} | new=${ds_uwm}"}},
		{"gone", lab(func(t testing.TB, b map[string]any) {
			list := b["panels"].([]any)
			i := slices.IndexFunc(list, func(p any) bool { return p.(map[string]any)["title"] == "Generation Token Throughput" })
			b["panels"] = slices.Delete(list, i, i+1)
			objectAt(t, panel(t, b, "Prompt Token Throughput"), "gridPos")["x"] = 0
		}), []string{
			"panel-removed | lab | row=Throughput | panel=Generation Token Throughput | old=timeseries in count:tok/s",
			`query-removed | lab | row=Throughput | panel=Generation Token Throughput | query=A | old=sum by (model_name) (rate(vllm:generation_tokens_total{namespace="ai501",model_name=~"$model_name"}[$__rate_interval]))`,
			"metric-lost | lab | metric=vllm:generation_tokens_total",
		}},
		{"size, which pushes a neighbour", lab(func(t testing.TB, b map[string]any) {
			objectAt(t, panel(t, b, "Generation Token Throughput"), "gridPos")["w"] = 8
			objectAt(t, panel(t, b, "Prompt Token Throughput"), "gridPos")["x"] = 8
		}), []string{
			"panel-resized | lab | row=Throughput | panel=Generation Token Throughput | old=12 × 8 | new=8 × 8",
		}},
		{"size", inLatency(func(t testing.TB, p map[string]any) { objectAt(t, p, "gridPos")["w"] = 6 }), []string{
			"panel-resized | lab | row=" + latency + " | old=8 × 10 | new=6 × 10",
		}},
	}
}

func panelDescription(title string) string {
	var t testing.T
	return panel(&t, board(&t), title)["description"].(string)
}

func moveEdits() []edit {
	index := func(list []any, title string) int {
		return slices.IndexFunc(list, func(p any) bool { return p.(map[string]any)["title"] == title })
	}
	shift := func(t testing.TB, b map[string]any, by float64) {
		for i := range b["panels"].([]any) {
			pos := objectAt(t, b, "panels", i, "gridPos")
			pos["y"] = pos["y"].(float64) + by
		}
	}
	return []edit{
		{"everything further down", lab(func(t testing.TB, b map[string]any) { shift(t, b, 7) }), nil},
		{"a new panel makes others move", lab(func(t testing.TB, b map[string]any) {
			shift(t, b, 4)
			b["panels"] = append([]any{map[string]any{"type": "text", "id": 9, "title": "Notes", "gridPos": map[string]any{"w": 24, "h": 4, "x": 0, "y": 0}}}, b["panels"].([]any)...)
		}), []string{"panel-added | lab | panel=Notes | new=text"}},
		{"places swapped", lab(func(t testing.TB, b map[string]any) {
			list := b["panels"].([]any)
			i, j := index(list, "Generation Token Throughput"), index(list, "Prompt Token Throughput")
			list[i], list[j] = list[j], list[i]
			p, q := objectAt(t, list[i]), objectAt(t, list[j])
			p["gridPos"], q["gridPos"] = q["gridPos"], p["gridPos"]
		}), []string{
			"panel-moved | lab | row=Throughput | panel=Prompt Token Throughput | old=Throughput, 2 of 2 | new=Throughput, 1 of 2",
		}},
		{"another row", lab(func(_ testing.TB, b map[string]any) {
			list := b["panels"].([]any)
			i, j := index(list, "Prompt Token Throughput"), index(list, "Latency")
			list[i], list[j] = list[j], list[i]
		}), []string{
			"panel-moved | lab | row=Latency | panel=Prompt Token Throughput | old=Throughput, 2 of 2 | new=Latency, 1 of 3",
		}},
		{"another place on the grid", lab(func(t testing.TB, b map[string]any) {
			objectAt(t, panel(t, b, "Time To First Token"), "gridPos")["x"] = 12
		}), []string{
			"panel-moved | lab | row=Latency | panel=Time To First Token | old=column 8, line 0 | new=column 12, line 0",
		}},
		{"row retitled", lab(func(t testing.TB, b map[string]any) { panel(t, b, "Latency")["title"] = "How fast" }), []string{
			"row-retitled | lab | row=How fast | old=Latency | new=How fast",
		}},
		{"row folded", lab(func(t testing.TB, b map[string]any) { panel(t, b, "Why it is slow")["collapsed"] = false }), []string{
			"row-option | lab | row=Why it is slow | field=collapsed | old=true | new=false",
		}},
		{"rows swapped", lab(func(_ testing.TB, b map[string]any) {
			list := b["panels"].([]any)
			i, j := index(list, "Throughput"), index(list, "Latency")
			b["panels"] = slices.Concat(list[:i], list[j:j+3], list[i:j], list[j+3:])
		}), []string{"row-moved | lab | row=Latency | old=row 2 of 3 | new=row 1 of 3"}},
		{"row dissolved", lab(func(_ testing.TB, b map[string]any) {
			list := b["panels"].([]any)
			i := index(list, "Latency")
			b["panels"] = slices.Delete(list, i, i+1)
		}), []string{
			"row-removed | lab | row=Latency | old=2 panels",
			"panel-moved | lab | row=Throughput | panel=E2E Request Latency | old=Latency, 1 of 2 | new=Throughput, 3 of 4",
			"panel-moved | lab | row=Throughput | panel=Time To First Token | old=Latency, 2 of 2 | new=Throughput, 4 of 4",
		}},
	}
}

func queryEdits() []edit {
	target := func(do func(q map[string]any)) func(testing.TB, *out) {
		return lab(func(t testing.TB, b map[string]any) {
			do(objectAt(t, panel(t, b, "E2E Request Latency"), "targets", 0))
		})
	}
	const p50 = `histogram_quantile(0.5, sum by (le) (rate(vllm:e2e_request_latency_seconds_bucket{namespace="ai501",model_name=~"$model_name"}[$__rate_interval]))) >= 0`
	p90 := strings.Replace(p50, "0.5", "0.9", 1)
	return []edit{
		{"query", target(func(q map[string]any) { q["expr"] = strings.Replace(p50, "0.5", "0.75", 1) }), []string{
			"query-changed | lab | row=" + latency + " | query=A | old=" + p50 + " | new=" + strings.Replace(p50, "0.5", "0.75", 1),
		}},
		{"another metric", target(func(q map[string]any) { q["expr"] = "x" }), []string{
			"query-changed | lab | row=" + latency + " | query=A | old=" + p50 + " | new=x",
			"metric-gained | lab | metric=x",
		}},
		{"what does not parse", target(func(q map[string]any) { q["expr"] = " sum( " }), []string{
			"query-changed | lab | row=" + latency + " | query=A | old=" + p50 + " | new=sum(",
		}},
		{"legend and options", target(func(q map[string]any) { q["legendFormat"], q["interval"], q["instant"] = "median", "2m", true }), []string{
			"query-legend | lab | row=" + latency + " | query=A | old=p50 | new=median",
			"query-option | lab | row=" + latency + " | query=A | field=instant | old=false | new=true",
			"query-option | lab | row=" + latency + " | query=A | field=interval | new=2m",
		}},
		{"one before the others", lab(func(t testing.TB, b map[string]any) {
			p := panel(t, b, "E2E Request Latency")
			list := at(t, p, "targets").([]any)
			objectAt(t, list[0])["refId"], objectAt(t, list[1])["refId"] = "B", "C"
			p["targets"] = append([]any{map[string]any{"refId": "A", "expr": "up"}}, list...)
		}), []string{
			"query-added | lab | row=" + latency + " | query=A | new=up",
			"query-option | lab | row=" + latency + " | query=B | field=refId | old=A | new=B",
			"query-option | lab | row=" + latency + " | query=C | field=refId | old=B | new=C",
			"metric-gained | lab | metric=up",
		}},
		{"one gone", lab(func(t testing.TB, b map[string]any) {
			p := panel(t, b, "E2E Request Latency")
			p["targets"] = at(t, p, "targets").([]any)[:1]
		}), []string{"query-removed | lab | row=" + latency + " | query=B | old=" + p90}},
		{"one of another kind", lab(func(t testing.TB, b map[string]any) {
			p := panel(t, b, "E2E Request Latency")
			p["targets"] = append(at(t, p, "targets").([]any), map[string]any{"refId": "L", "expr": "{app=\"x\"} | json", "datasource": map[string]any{"type": "loki"}})
		}), []string{
			"panel-option | lab | row=" + latency + ` | field=targets[L] | new={datasource: {type: "loki"}, expr: "{app=\"x\"} | json", refId: "L"}`,
		}},
	}
}

func TestChanges(t *testing.T) {
	for group, edits := range map[string][]edit{
		"dashboard": dashboardEdits(), "variable": variableEdits(), "panel": panelEdits(), "move": moveEdits(), "query": queryEdits(), "resource": resourceEdits(),
	} {
		for _, e := range edits {
			t.Run(group+"/"+e.name, func(t *testing.T) {
				old, new := tree(t), tree(t)
				e.do(t, new)
				before, after := old.tree(t, "old"), new.tree(t, "new")
				if d := cmp.Diff(e.want, compare(t, before, after)); d != "" && len(e.want)+len(compare(t, before, after)) > 0 {
					t.Errorf("changes (-want +got):\n%s", d)
				}
				swapped(t, before, after)
			})
		}
	}
}

// swapped proves that the way back tells the same, the other way round.
func swapped(t *testing.T, old, new Tree) {
	t.Helper()
	// A field that can become true and not false again is to be re-created for on one way only.
	turn := map[string]string{"added": "removed", "removed": "added", "gained": "lost", "lost": "gained", "recreate": "changed"}
	counts := map[string]int{}
	for _, l := range compare(t, old, new) {
		kind, _, _ := strings.Cut(l, " |")
		counts[strings.Replace(kind, "recreate", "changed", 1)]++
	}
	for _, l := range compare(t, new, old) {
		kind, _, _ := strings.Cut(l, " |")
		what, how, _ := strings.Cut(kind, "-")
		if other, ok := turn[how]; ok {
			kind = what + "-" + other
		}
		counts[kind]--
	}
	for kind, n := range counts {
		if n != 0 {
			t.Errorf("there and back differ by %d of %s", n, kind)
		}
	}
}
