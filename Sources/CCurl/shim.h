// libcurl for Swift, which calls no variadic function and reads no macro with parameters: a function for each type that
// options and answers have. From libcurl 7.88 on.
#ifndef BULWARK_CCURL_H
#define BULWARK_CCURL_H

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <sys/socket.h>

static inline CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_set_text(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, void *value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(easy, option, value);
}

// libcurl keeps a copy of the bytes.
static inline CURLcode ccurl_set_blob(CURL *easy, CURLoption option, const void *bytes, size_t count) {
  struct curl_blob blob = {(void *)bytes, count, CURL_BLOB_COPY};
  return curl_easy_setopt(easy, option, &blob);
}

// libcurl keeps a copy of the bytes.
static inline CURLcode ccurl_set_body(CURL *easy, const void *bytes, size_t count) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
  return code == CURLE_OK ? curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, bytes) : code;
}

static inline CURLcode ccurl_set_taker(CURL *easy, CURLoption option, curl_write_callback taker) {
  return curl_easy_setopt(easy, option, taker);
}

static inline CURLcode ccurl_set_opener(CURL *easy, curl_opensocket_callback opener) {
  return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, opener);
}

static inline CURLcode ccurl_set_closer(CURL *easy, curl_closesocket_callback closer) {
  return curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, closer);
}

static inline long ccurl_get_long(CURL *easy, CURLINFO question) {
  long value = 0;
  return curl_easy_getinfo(easy, question, &value) == CURLE_OK ? value : 0;
}

// libcurl's own; NULL where it has none.
static inline const char *ccurl_get_text(CURL *easy, CURLINFO question) {
  const char *value = NULL;
  return curl_easy_getinfo(easy, question, &value) == CURLE_OK ? value : NULL;
}

static inline CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

// How a transfer ended, where the message says so; else false.
static inline bool ccurl_message_is_end(const CURLMsg *message, CURL **easy, CURLcode *code) {
  if (message->msg != CURLMSG_DONE) return false;
  *easy = message->easy_handle;
  *code = message->data.result;
  return true;
}

// A socket that no program started meanwhile inherits, and that the kernel gives up within a minute of a peer's silent
// death: probes after 30 s of rest, three of them, and 30 s for what was sent to be acknowledged.
static inline curl_socket_t ccurl_socket(const struct curl_sockaddr *address) {
  curl_socket_t made = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  if (made >= 0 && address->socktype == SOCK_STREAM) {
    int on = 1, rest = 30, between = 5, probes = 3;
    unsigned int milliseconds = 30000;
    setsockopt(made, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    setsockopt(made, IPPROTO_TCP, TCP_KEEPIDLE, &rest, sizeof rest);
    setsockopt(made, IPPROTO_TCP, TCP_KEEPINTVL, &between, sizeof between);
    setsockopt(made, IPPROTO_TCP, TCP_KEEPCNT, &probes, sizeof probes);
    setsockopt(made, IPPROTO_TCP, TCP_USER_TIMEOUT, &milliseconds, sizeof milliseconds);
  }
  return made;
}

#endif
