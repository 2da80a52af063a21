// Lua's headers, where Debian and where others have them.
#ifndef STDNET_LUA51_H
#define STDNET_LUA51_H

#if __has_include(<lua5.1/lua.h>)
#include <lua5.1/lua.h>

#include <lua5.1/lauxlib.h>
#include <lua5.1/lualib.h>
#else
#include <lua.h>

#include <lauxlib.h>
#include <lualib.h>
#endif

#endif
