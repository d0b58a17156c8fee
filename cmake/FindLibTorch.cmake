# Finds LibTorch inside a PyTorch wheel (CPU or CUDA) without the CUDA toolkit that the wheel's own package file asks for.
# Looks in STUDIO_LIBTORCH (cache, then environment: a virtual environment or the torch folder itself), then in .venv.
# Gives LibTorch::LibTorch and LibTorch_ROOT_DIR.
set(_candidates)
foreach(_place IN ITEMS "${STUDIO_LIBTORCH}" "$ENV{STUDIO_LIBTORCH}" "${CMAKE_SOURCE_DIR}/.venv")
  if(_place)
    file(GLOB _inside "${_place}/lib/python3*/site-packages/torch")
    list(APPEND _candidates ${_inside} "${_place}")
  endif()
endforeach()

find_path(LibTorch_INCLUDE_DIR torch/csrc/api/include/torch/torch.h PATHS ${_candidates} PATH_SUFFIXES include NO_DEFAULT_PATH)
get_filename_component(LibTorch_ROOT_DIR "${LibTorch_INCLUDE_DIR}" DIRECTORY)
foreach(_name torch torch_cpu c10 torch_cuda c10_cuda)
  find_library(LibTorch_${_name} ${_name} PATHS "${LibTorch_ROOT_DIR}/lib" NO_DEFAULT_PATH)
endforeach()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibTorch
  REQUIRED_VARS LibTorch_INCLUDE_DIR LibTorch_torch LibTorch_torch_cpu LibTorch_c10
  REASON_FAILURE_MESSAGE "Run packaging/setup.sh, or name a virtual environment with torch in STUDIO_LIBTORCH.")

if(LibTorch_FOUND AND NOT TARGET LibTorch::LibTorch)
  add_library(LibTorch::LibTorch INTERFACE IMPORTED)
  target_include_directories(LibTorch::LibTorch SYSTEM INTERFACE
    "${LibTorch_INCLUDE_DIR}" "${LibTorch_INCLUDE_DIR}/torch/csrc/api/include")
  set(_cuda)
  if(LibTorch_torch_cuda)
    # Nothing of ours names a symbol of these, so the linker would drop them and the devices would be gone.
    set(_cuda "-Wl,--push-state,--no-as-needed" ${LibTorch_torch_cuda} ${LibTorch_c10_cuda} "-Wl,--pop-state")
  endif()
  target_link_libraries(LibTorch::LibTorch INTERFACE ${LibTorch_torch} ${LibTorch_torch_cpu} ${LibTorch_c10} ${_cuda})
endif()
mark_as_advanced(LibTorch_INCLUDE_DIR LibTorch_torch LibTorch_torch_cpu LibTorch_c10 LibTorch_torch_cuda LibTorch_c10_cuda)
