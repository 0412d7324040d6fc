# The public board's files, for this folder's CMakeLists.txt.
set(PAGE_SOURCES
  page_about.cpp page_ask.cpp page_ask_form.cpp page_ask_value.cpp page_assets.cpp page_chat.cpp page_documents.cpp page_errors.cpp page_home.cpp page_layout.cpp page_origin.cpp
  page_published.cpp page_routes.cpp page_status.cpp page_status_value.cpp page_addition.cpp page_text.cpp page_when.cpp
  page_display.cpp page_feed.cpp page_feedback.cpp page_statistics.cpp page_suggest.cpp page_units.cpp page_catalogue.cpp
  once_key.cpp sent_form.cpp form_files.cpp
  asked_time.cpp page_reply_file.cpp)
set(PAGE_HEADERS
  submit.hpp page_about.hpp page_ask.hpp page_ask_form.hpp page_assets.hpp page_chat.hpp page_documents.hpp page_errors.hpp page_home.hpp page_layout.hpp page_origin.hpp
  page_published.hpp page_routes.hpp page_status.hpp page_addition.hpp page_text.hpp page_when.hpp
  page_display.hpp page_feed.hpp page_feedback.hpp page_statistics.hpp page_suggest.hpp page_units.hpp page_catalogue.hpp unit_groups.hpp
  once_key.hpp sent_form.hpp form_files.hpp)
# Packed with huiying_assets(huiying_web board_files ${CMAKE_SOURCE_DIR}/templates/pages/assets FILES ${PAGE_ASSETS}).
set(PAGE_ASSETS board.css board.js favicon.svg)
