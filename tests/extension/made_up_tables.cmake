# The tables of the studio with the made-up rows of this folder in them: copies of the tables' own files, each with one line `row(NAME)` more in its
# macro, which is all that a person writes who adds a row. Programs that are linked with the copies do not take the originals out of their
# libraries (these stand in objects of their own there: STUDIO_GROUP), so that the rows come in by the macro and by nothing else.

# studio_table_with(VARIABLE TABLE ROW...): appends the copy of TABLE ("core/models/models.cpp") to a list. It is made anew when the table changes.
function(studio_table_with variable table)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${table})
  file(READ ${CMAKE_SOURCE_DIR}/${table} text)
  string(FIND "${text}" ")\n// clang-format on\n" end)   # behind the last row of the macro
  if(end EQUAL -1)
    message(FATAL_ERROR "${table} has no macro of rows that ends before a line `// clang-format on`; see tests/extension/made_up_tables.cmake.")
  endif()
  math(EXPR end "${end} + 1")
  string(SUBSTRING "${text}" 0 ${end} before)
  string(SUBSTRING "${text}" ${end} -1 behind)
  foreach(row IN LISTS ARGN)
    string(APPEND before " \\\n  row(${row})")
  endforeach()
  get_filename_component(name ${table} NAME)
  set(copy ${CMAKE_CURRENT_BINARY_DIR}/made_up_tables/${name})
  file(CONFIGURE OUTPUT ${copy} CONTENT "${before}${behind}" @ONLY)
  set(${variable} ${${variable}} ${copy} PARENT_SCOPE)
endfunction()

studio_table_with(made_up_tables core/models/models.cpp madeUpModel)
studio_table_with(made_up_tables core/data/datasets.cpp checkersDataset)
studio_table_with(made_up_tables core/losses/losses.cpp madeUpLoss)
studio_table_with(made_up_tables core/analysis/analyses.cpp spreadAnalysis silenceAnalysis)
studio_table_with(made_up_workspaces app/gui/workspaces.cpp flockWorkspace)
