int bulwark_simdjson_placeholder(void);
