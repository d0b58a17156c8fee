# studio_translations(TARGET LANGUAGE...): resources/translations/toponets-studio_LANGUAGE.ts and Qt's own texts of that language, built into the
# target as the resource "translations". lrelease is Debian's qt6-l10n-tools, Qt's texts qt6-translations-l10n.
find_program(STUDIO_LRELEASE lrelease HINTS /usr/lib/qt6/bin ${QT6_INSTALL_PREFIX}/${QT6_INSTALL_BINS} REQUIRED)
find_file(STUDIO_QT_GERMAN qtbase_de.qm HINTS /usr/share/qt6/translations ${QT6_INSTALL_PREFIX}/translations NO_DEFAULT_PATH REQUIRED)
get_filename_component(STUDIO_QT_TEXTS ${STUDIO_QT_GERMAN} DIRECTORY)

function(studio_translations target)
  set(rows)
  set(made)
  foreach(language IN LISTS ARGN)
    set(ts ${CMAKE_SOURCE_DIR}/resources/translations/toponets-studio_${language}.ts)
    set(qm ${CMAKE_CURRENT_BINARY_DIR}/toponets-studio_${language}.qm)
    add_custom_command(OUTPUT ${qm} COMMAND ${STUDIO_LRELEASE} -silent ${ts} -qm ${qm} DEPENDS ${ts} VERBATIM)
    list(APPEND made ${qm})
    list(APPEND made ${ts})
    string(APPEND rows "<file alias=\"toponets-studio_${language}.ts\">${ts}</file>"
                       "<file alias=\"toponets-studio_${language}.qm\">${qm}</file>"
                       "<file alias=\"qtbase_${language}.qm\">${STUDIO_QT_TEXTS}/qtbase_${language}.qm</file>")
  endforeach()
  set(qrc ${CMAKE_CURRENT_BINARY_DIR}/translations.qrc)
  file(CONFIGURE OUTPUT ${qrc} CONTENT "<RCC><qresource prefix=\"/studio/translations\">${rows}</qresource></RCC>\n")
  set(source ${CMAKE_CURRENT_BINARY_DIR}/qrc_translations.cpp)
  add_custom_command(OUTPUT ${source} COMMAND Qt6::rcc --name translations --output ${source} ${qrc} DEPENDS ${made} ${qrc} VERBATIM)
  set_source_files_properties(${source} PROPERTIES SKIP_AUTOGEN ON SKIP_PRECOMPILE_HEADERS ON)
  target_sources(${target} PRIVATE ${source})
endfunction()
