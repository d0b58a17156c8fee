# `cmake --install build/release --prefix DIR`: the programs, what they read, and what a desktop lists them by.
# LibTorch stays where it is: its folder is kept in the programs.
include(GNUInstallDirs)
set(programs toponets)
if(STUDIO_GUI)
  list(APPEND programs toponets-studio)
  install(FILES packaging/org.toponets.Studio.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
  install(FILES packaging/org.toponets.Studio.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
  install(FILES resources/icons/app.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps RENAME org.toponets.Studio.svg)
endif()
set_target_properties(${programs} PROPERTIES INSTALL_RPATH_USE_LINK_PATH ON)
install(TARGETS ${programs})
install(DIRECTORY resources/demo resources/presets DESTINATION ${CMAKE_INSTALL_DATADIR}/toponets-studio)
install(FILES LICENSE resources/fonts/OFL.txt DESTINATION ${CMAKE_INSTALL_DOCDIR})
