extern "C" int bulwark_simdjson_placeholder(void) { return 0; }
