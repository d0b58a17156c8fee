// Pairs of the Unicode Character Database's canonical compositions (Unicode 15), those of the Latin, Greek, Cyrillic
// and Kana blocks; Hangul is composed by its formula (The Unicode Standard, section 3.12).
#include "core/run/name_spelling.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "core/run/printable_text.h"

namespace studio {
namespace {

struct MarkedLetters {
  char32_t mark;
  std::u32string_view pairs;  ///< a letter and what it is with the mark, in turn
};

constexpr std::array kMarked{
    MarkedLetters{U'\u0300',
                  U"AÀEÈIÌOÒUÙaàeèiìoòuùÜǛüǜNǸnǹĒḔēḕŌṐōṑWẀwẁÂẦâầĂẰăằÊỀêềÔỒôồƠỜơờƯỪưừYỲyỳЕЀИЍ"
                  U"еѐиѝ"},
    MarkedLetters{U'\u0301',
                  U"AÁEÉIÍOÓUÚYÝaáeéiíoóuúyýCĆcćLĹlĺNŃnńRŔrŕSŚsśZŹzźÜǗüǘGǴgǵÅǺåǻÆǼæǽØǾøǿÇḈçḉ"
                  U"ĒḖēḗÏḮïḯKḰkḱMḾmḿÕṌõṍŌṒōṓPṔpṕŨṸũṹWẂwẃÂẤâấĂẮăắÊẾêếÔỐôốƠỚơớƯỨưứГЃКЌгѓкќ¨΅ΑΆ"
                  U"ΕΈΗΉΙΊΟΌΥΎΩΏϊΐαάεέηήιίϋΰοόυύωώϒϓ"},
    MarkedLetters{U'\u0302', U"AÂEÊIÎOÔUÛaâeêiîoôuûCĈcĉGĜgĝHĤhĥJĴjĵSŜsŝWŴwŵYŶyŷZẐzẑẠẬạậẸỆẹệỌỘọộ"},
    MarkedLetters{U'\u0303', U"AÃNÑOÕaãnñoõIĨiĩUŨuũVṼvṽÂẪâẫĂẴăẵEẼeẽÊỄêễÔỖôỗƠỠơỡƯỮưữYỸyỹ"},
    MarkedLetters{U'\u0304',
                  U"AĀaāEĒeēIĪiīOŌoōUŪuūÜǕüǖÄǞäǟȦǠȧǡÆǢæǣǪǬǫǭÖȪöȫÕȬõȭȮȰȯȱYȲyȳGḠgḡḶḸḷḹṚṜṛṝИӢиӣ"
                  U"УӮуӯ"},
    MarkedLetters{U'\u0306', U"AĂaăEĔeĕGĞgğIĬiĭOŎoŏUŬuŭȨḜȩḝẠẶạặУЎИЙийуўЖӁжӂАӐаӑЕӖеӗ"},
    MarkedLetters{U'\u0307',
                  U"CĊcċEĖeėGĠgġIİZŻzżAȦaȧOȮoȯBḂbḃDḊdḋFḞfḟHḢhḣMṀmṁNṄnṅPṖpṗRṘrṙSṠsṡŚṤśṥŠṦšṧṢṨ"
                  U"ṣṩTṪtṫWẆwẇXẊxẋYẎyẏſẛ"},
    MarkedLetters{U'\u0308',
                  U"AÄEËIÏOÖUÜaäeëiïoöuüyÿYŸHḦhḧÕṎõṏŪṺūṻWẄwẅXẌxẍtẗЕЁІЇеёіїАӒаӓӘӚәӛЖӜжӝЗӞзӟИӤ"
                  U"иӥОӦоӧӨӪөӫЭӬэӭУӰуӱЧӴчӵЫӸыӹΙΪΥΫιϊυϋϒϔ"},
    MarkedLetters{U'\u0309', U"AẢaảÂẨâẩĂẲăẳEẺeẻÊỂêểIỈiỉOỎoỏÔỔôổƠỞơởUỦuủƯỬưửYỶyỷ"},
    MarkedLetters{U'\u030A', U"AÅaåUŮuůwẘyẙ"},
    MarkedLetters{U'\u030B', U"OŐoőUŰuűУӲуӳ"},
    MarkedLetters{U'\u030C',
                  U"CČcčDĎdďEĚeěLĽlľNŇnňRŘrřSŠsšTŤtťZŽzžAǍaǎIǏiǐOǑoǒUǓuǔÜǙüǚGǦgǧKǨkǩƷǮʒǯjǰHȞ"
                  U"hȟ"},
    MarkedLetters{U'\u030F', U"AȀaȁEȄeȅIȈiȉOȌoȍRȐrȑUȔuȕѴѶѵѷ"},
    MarkedLetters{U'\u0311', U"AȂaȃEȆeȇIȊiȋOȎoȏRȒrȓUȖuȗ"},
    MarkedLetters{U'\u031B', U"OƠoơUƯuư"},
    MarkedLetters{U'\u0323',
                  U"BḄbḅDḌdḍHḤhḥKḲkḳLḶlḷMṂmṃNṆnṇRṚrṛSṢsṣTṬtṭVṾvṿWẈwẉZẒzẓAẠaạEẸeẹIỊiịOỌoọƠỢơợ"
                  U"UỤuụƯỰưựYỴyỵ"},
    MarkedLetters{U'\u0324', U"UṲuṳ"},
    MarkedLetters{U'\u0325', U"AḀaḁ"},
    MarkedLetters{U'\u0326', U"SȘsșTȚtț"},
    MarkedLetters{U'\u0327', U"CÇcçGĢgģKĶkķLĻlļNŅnņRŖrŗSŞsşTŢtţEȨeȩDḐdḑHḨhḩ"},
    MarkedLetters{U'\u0328', U"AĄaąEĘeęIĮiįUŲuųOǪoǫ"},
    MarkedLetters{U'\u032D', U"DḒdḓEḘeḙLḼlḽNṊnṋTṰtṱUṶuṷ"},
    MarkedLetters{U'\u032E', U"HḪhḫ"},
    MarkedLetters{U'\u0330', U"EḚeḛIḬiḭUṴuṵ"},
    MarkedLetters{U'\u0331', U"BḆbḇDḎdḏKḴkḵLḺlḻNṈnṉRṞrṟTṮtṯZẔzẕhẖ"},
    MarkedLetters{U'\u3099',
                  U"かがきぎくぐけげこごさざしじすずせぜそぞただちぢつづてでとどはばひびふぶへべほぼうゔゝゞカガキギク"
                  U"グケゲコゴサザシジスズセゼソゾタダチヂツヅテデ"
                  U"トドハバヒビフブヘベホボウヴワヷヰヸヱヹヲヺヽヾ"},
    MarkedLetters{U'\u309A', U"はぱひぴふぷへぺほぽハパヒピフプヘペホポ"}};

using Pair = std::pair<char32_t, char32_t>;

std::map<Pair, char32_t> compositions() {
  std::map<Pair, char32_t> all;
  for (const auto& [mark, pairs] : kMarked)
    for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) all[{pairs[i], mark}] = pairs[i + 1];
  return all;
}

/// Of two letters of Hangul, or of a syllable and its last letter.
std::optional<char32_t> hangulOf(char32_t first, char32_t second) {
  constexpr char32_t kSyllables = 0xac00, kFirst = 0x1100, kMiddle = 0x1161, kLast = 0x11a7;
  if (first >= kFirst && first < kFirst + 19 && second >= kMiddle && second < kMiddle + 21)
    return kSyllables + ((first - kFirst) * 21 + (second - kMiddle)) * 28;
  const bool open = first >= kSyllables && first < kSyllables + 11172 && (first - kSyllables) % 28 == 0;
  if (open && second > kLast && second < kLast + 28) return first + (second - kLast);
  return {};
}

std::optional<char32_t> together(char32_t first, char32_t second) {
  static const auto all = compositions();
  if (const auto found = all.find({first, second}); found != all.end()) return found->second;
  return hangulOf(first, second);
}

/// Of text that is UTF-8.
std::u32string charactersOf(std::string_view text) {
  std::u32string characters;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if ((byte & 0xc0) == 0x80)
      characters.back() = (characters.back() << 6) | (byte & 0x3fU);
    else
      characters += byte < 0x80 ? byte : byte < 0xe0 ? byte & 0x1fU : byte < 0xf0 ? byte & 0xfU : byte & 7U;
  }
  return characters;
}

void append(std::string& text, char32_t character) {
  const int further = character < 0x80 ? 0 : character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
  constexpr std::array<unsigned, 4> kStart{0, 0xc0, 0xe0, 0xf0};
  text += static_cast<char>(kStart[static_cast<std::size_t>(further)] | (character >> (6 * further)));
  for (int left = further - 1; left >= 0; --left) text += static_cast<char>(0x80 | ((character >> (6 * left)) & 0x3f));
}

}  // namespace

std::string composed(std::string_view text) {
  const bool plain = std::none_of(text.begin(), text.end(), [](char letter) { return (letter & 0x80) != 0; });
  if (plain || !isUtf8(text)) return std::string(text);
  std::u32string characters;
  for (const char32_t character : charactersOf(text)) {
    const auto both = characters.empty() ? std::nullopt : together(characters.back(), character);
    if (both)
      characters.back() = *both;
    else
      characters += character;
  }
  std::string result;
  for (const char32_t character : characters) append(result, character);
  return result;
}

std::string spellingKey(std::string_view name) {
  std::string key = composed(name);
  for (char& letter : key) {
    if (letter == '_' || letter == ' ') letter = '-';
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return key;
}

std::string alikeSentence(const std::vector<std::string>& names, std::string_view what) {
  std::map<std::string, std::string> known;  // of each spelling its first name
  for (const auto& name : names) {
    const auto [first, fresh] = known.emplace(spellingKey(name), name);
    if (fresh || first->second == name) continue;
    const bool marks = composed(first->second) == composed(name);
    return "\"" + printable(first->second) + "\" and \"" + printable(name) + "\" count as two " + std::string(what) +
           ", though they differ in " +
           (marks ? "the way their marked letters are stored alone (as one character or as two)"
                  : "capitals, blanks or dashes alone") +
           "; give them one name if they are the same.";
  }
  return {};
}

}  // namespace studio
