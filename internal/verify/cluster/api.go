package cluster

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// kindInfo is how the API server calls the objects of a kind in its addresses.
type kindInfo struct {
	Name       string `json:"name"`
	Kind       string `json:"kind"`
	Namespaced bool   `json:"namespaced"`
}

// statusError is an answer of the API server that is not a success.
type statusError struct {
	code    int
	message string
}

func (e *statusError) Error() string { return fmt.Sprintf("%d: %s", e.code, e.message) }

// request asks the API server as the administrator.
func (s *Server) request(ctx context.Context, method, path string, body any) ([]byte, error) {
	var content io.Reader
	if body != nil {
		data, err := json.Marshal(body)
		if err != nil {
			return nil, err
		}
		content = bytes.NewReader(data)
	}
	request, err := http.NewRequestWithContext(ctx, method, s.url+path, content)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+s.keys.token)
	switch method {
	case http.MethodPatch:
		request.Header.Set("Content-Type", "application/merge-patch+json")
	default:
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := s.client.Do(request)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(response.Body)
	if err := errors.Join(err, response.Body.Close()); err != nil {
		return nil, err
	}
	if response.StatusCode/100 != 2 {
		var status struct {
			Message string `json:"message"`
		}
		if json.Unmarshal(data, &status) != nil || status.Message == "" {
			status.Message = strings.TrimSpace(string(data))
		}
		return nil, &statusError{response.StatusCode, method + " " + path + ": " + status.Message}
	}
	return data, nil
}

// kinds are what the API server knows of one version of a group.
func (s *Server) kinds(ctx context.Context, apiVersion string) ([]kindInfo, error) {
	data, err := s.request(ctx, http.MethodGet, groupPath(apiVersion), nil)
	if err != nil {
		return nil, err
	}
	var list struct {
		Resources []kindInfo `json:"resources"`
	}
	return list.Resources, json.Unmarshal(data, &list)
}

func groupPath(apiVersion string) string {
	if strings.Contains(apiVersion, "/") {
		return "/apis/" + apiVersion
	}
	return "/api/" + apiVersion
}

// address is the path of an object.
func (s *Server) address(ctx context.Context, o Object) (string, error) {
	kinds, err := s.kinds(ctx, o.apiVersion())
	if err != nil {
		return "", err
	}
	for _, k := range kinds {
		switch {
		case k.Kind != o.kind() || strings.Contains(k.Name, "/"):
		case k.Namespaced:
			return groupPath(o.apiVersion()) + "/namespaces/" + o.namespace() + "/" + k.Name + "/" + o.name(), nil
		default:
			return groupPath(o.apiVersion()) + "/" + k.Name + "/" + o.name(), nil
		}
	}
	return "", fmt.Errorf("the API server knows no %s in %s", o.kind(), o.apiVersion())
}

// get reads the live object for one of a manifest.
func (s *Server) get(ctx context.Context, o Object) (Object, error) {
	path, err := s.address(ctx, o)
	if err != nil {
		return nil, err
	}
	data, err := s.request(ctx, http.MethodGet, path, nil)
	if err != nil {
		return nil, err
	}
	var live Object
	return live, json.Unmarshal(data, &live)
}

// patch merges into the live object, for what a controller would do that does not run here.
func (s *Server) patch(ctx context.Context, o Object, change map[string]any) error {
	path, err := s.address(ctx, o)
	if err != nil {
		return err
	}
	_, err = s.request(ctx, http.MethodPatch, path, change)
	return err
}

// snapshot reads all live objects of a manifest.
func (s *Server) snapshot(ctx context.Context, objects []Object) (map[string]Object, error) {
	live := map[string]Object{}
	for _, o := range objects {
		found, err := s.get(ctx, o)
		if err != nil {
			return nil, err
		}
		live[o.id()] = found
	}
	return live, nil
}
