# The texts that people see, by key: data/texts/*.toml become headers (cmake/texts.py). They are made while configuring, because
# clang-tidy reads the sources of a folder that is never built; a changed file configures anew.
find_package(Python3 3.11 REQUIRED COMPONENTS Interpreter)

function(make_texts target)
  file(GLOB texts CONFIGURE_DEPENDS data/texts/*.toml)
  set(script ${CMAKE_SOURCE_DIR}/cmake/texts.py)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${script} ${texts})
  set(out ${CMAKE_BINARY_DIR}/generated)
  execute_process(COMMAND ${Python3_EXECUTABLE} ${script} ${out} ${texts} RESULT_VARIABLE failed ERROR_VARIABLE why)
  if(failed)
    message(FATAL_ERROR "${why}")
  endif()
  target_include_directories(${target} INTERFACE ${out})
endfunction()
