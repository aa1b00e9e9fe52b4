// go run user_token.go 42 "Anna Petrova"
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"time"
)

// Stays on your server: whoever has it can pose as any of your users.
var secret = []byte(os.Getenv("HUB_IDENTITY_SECRET"))
var widgetKey = os.Getenv("HUB_WIDGET_KEY")

func encode(value any) (string, error) {
	data, err := json.Marshal(value)
	return base64.RawURLEncoding.EncodeToString(data), err
}

func userToken(userID, name string) (string, error) {
	header, err := encode(map[string]string{"alg": "HS256", "typ": "JWT"})
	if err != nil {
		return "", err
	}
	// Ten minutes; an hour at most.
	expires := time.Now().Add(10 * time.Minute).Unix()
	claims, err := encode(map[string]any{"sub": userID, "aud": widgetKey, "exp": expires, "name": name})
	if err != nil {
		return "", err
	}
	unsigned := header + "." + claims
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(unsigned))
	return unsigned + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil)), nil
}

func main() {
	token, err := userToken(os.Args[1], os.Args[2])
	if err != nil {
		panic(err)
	}
	fmt.Println(token)
}
