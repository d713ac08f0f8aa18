# Puts files into the binary: migrations and data of the repository, and the built web pages.

# embed_files(TARGET NAMES LIST_FILE …): see cmake/embed.py
find_package(Python3 REQUIRED COMPONENTS Interpreter)

function(embed_data target)
  file(GLOB migrations CONFIGURE_DEPENDS migrations/*.sql)
  file(GLOB data CONFIGURE_DEPENDS data/*.csv data/*.html data/*.js data/*.toml data/templates/*.txt)
  set(out ${CMAKE_BINARY_DIR}/embedded_data)
  add_custom_command(
    OUTPUT ${out}.cpp ${out}.S
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/cmake/embed.py data ${out} ${migrations} ${data}
    DEPENDS cmake/embed.py ${migrations} ${data})
  add_library(${target} OBJECT ${out}.cpp ${out}.S)
  target_include_directories(${target} PRIVATE src)
  target_link_libraries(${target} PRIVATE Boost::headers)
endfunction()

# The web pages need the API's description, which the program itself writes:
# taraba_openapi → openapi.json → typed client → Vite → files → objects.
function(embed_web target)
  set(out ${CMAKE_BINARY_DIR}/embedded_web)
  if(NOT TARABA_WEB)
    add_custom_command(OUTPUT ${out}.cpp ${out}.S
      COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/cmake/embed.py web ${out}
      DEPENDS cmake/embed.py)
  else()
    file(GLOB_RECURSE web CONFIGURE_DEPENDS web/admin/* web/shop/* web/common/* web/embed/* web/build.mjs web/package.json)
    list(FILTER web EXCLUDE REGEX "node_modules|/dist/|generated")
    # The Node that the npm packages bring along: Debian's is too old.
    file(GLOB node web/node_modules/node-linux-*/bin/node)
    if(NOT node)
      message(FATAL_ERROR "the npm packages of web/ are missing: ./run installs them")
    endif()
    set(api ${CMAKE_SOURCE_DIR}/web/common/generated/openapi.json)
    file(MAKE_DIRECTORY ${CMAKE_SOURCE_DIR}/web/common/generated)
    add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/openapi.stamp
      COMMAND taraba_openapi ${api}
      COMMAND ${CMAKE_COMMAND} -E touch ${CMAKE_BINARY_DIR}/openapi.stamp
      DEPENDS taraba_openapi)
    add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/web.stamp
      COMMAND ${node} build.mjs ${CMAKE_BINARY_DIR}/web
      COMMAND ${CMAKE_COMMAND} -E touch ${CMAKE_BINARY_DIR}/web.stamp
      WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}/web
      DEPENDS ${CMAKE_BINARY_DIR}/openapi.stamp ${web})
    add_custom_command(OUTPUT ${out}.cpp ${out}.S
      COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/cmake/embed.py web ${out} ${CMAKE_BINARY_DIR}/web
      DEPENDS cmake/embed.py ${CMAKE_BINARY_DIR}/web.stamp)
  endif()
  add_library(${target} OBJECT ${out}.cpp ${out}.S)
  target_include_directories(${target} PRIVATE src)
  target_link_libraries(${target} PRIVATE Boost::headers)
endfunction()
