// go run user_hash.go 42
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
)

// Stays on your server: whoever has it can pose as any of your users.
var secret = []byte(os.Getenv("HUB_IDENTITY_SECRET"))

func userHash(userID string) string {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(userID))
	return hex.EncodeToString(mac.Sum(nil))
}

func main() {
	fmt.Println(userHash(os.Args[1]))
}
