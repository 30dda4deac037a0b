package config

import (
	"slices"
	"strconv"

	"github.com/llm-observability/dashgen/internal/diag"
)

// checkComponents reports what components lack, each at the component that lacks it.
func (r *reader) checkComponents(e *draft) {
	if r.known.CheckComponent == nil {
		return
	}
	list := e.value.place.find("components")
	for _, name := range e.Components {
		err := r.known.CheckComponent(&e.Environment, name)
		if err == nil {
			continue
		}
		var causes diag.List
		causes.Join(err)
		for _, cause := range causes {
			fault := *cause
			fault.Pos = list.find(strconv.Itoa(slices.Index(e.Components, name))).pos
			r.gather(&fault)
		}
	}
}
