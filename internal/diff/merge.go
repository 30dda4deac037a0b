package diff

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// merge tells the same change once, with all environments and tenants that have it, and puts the changes in the
// order of a report: by environments, then by dashboard, then as they stand on its page.
func merge(found []Change) []Change {
	for i := range found {
		if c := &found[i]; len(c.Tenants) == 1 && c.Kind != TenantAdded && c.Kind != TenantRemoved {
			t := c.Tenants[0]
			for _, text := range []*string{&c.Old, &c.New, &c.Action, &c.Object.Name, &c.Object.Namespace} {
				*text = forTenants(*text, t)
			}
		}
	}
	found = gather(found, func(c *Change) string { return strings.Join(c.Environments, ",") }, func(into, c *Change) {
		into.Tenants = append(into.Tenants, c.Tenants...)
	})
	for i := range found {
		found[i].Tenants = tidy(found[i].Tenants)
	}
	found = gather(found, func(c *Change) string { return strings.Join(c.Tenants, ",") }, func(into, c *Change) {
		into.Environments = append(into.Environments, c.Environments...)
	})
	for i := range found {
		found[i].Environments = tidy(found[i].Environments)
	}
	slices.SortStableFunc(found, func(a, b Change) int {
		return cmp.Or(
			strings.Compare(strings.Join(a.Environments, ","), strings.Join(b.Environments, ",")),
			strings.Compare(place(&a), place(&b)),
			cmp.Compare(a.order, b.order),
		)
	})
	return found
}

// place sorts dashboards by name, what is of none behind them, and whole environments first.
func place(c *Change) string {
	switch {
	case c.Kind == EnvironmentAdded || c.Kind == EnvironmentRemoved:
		return ""
	case c.Dashboard == "":
		return "\U0010ffff"
	}
	return c.Dashboard
}

func tidy(list []string) []string {
	if list == nil {
		return nil
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// gather joins changes that differ in nothing, apart from what join takes over; those of different groups stay apart.
func gather(found []Change, group func(*Change) string, join func(into, c *Change)) []Change {
	at := map[string]int{}
	out := []Change{}
	for i := range found {
		c := found[i]
		key := fmt.Sprintf("%q", []string{
			group(&c), string(c.Kind), c.Dashboard, c.Row, c.Panel, c.panel, c.Query, c.Variable, c.Metric, c.Object.Kind, c.Object.Namespace, c.Object.Name,
			c.File, c.Field, c.Old, c.New, c.Action,
		})
		if j, ok := at[key]; ok {
			join(&out[j], &c)
			continue
		}
		c.Tenants, c.Environments = slices.Clone(c.Tenants), slices.Clone(c.Environments)
		at[key] = len(out)
		out = append(out, c)
	}
	return out
}
