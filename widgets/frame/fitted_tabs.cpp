#include "widgets/frame/fitted_tabs.h"

#include <algorithm>

namespace studio {

bool FittedTabBar::fit(const QList<int>& offered, int space, int more) {
  int all = 0;
  for (const int tab : offered) all += tabWidth(tab);
  const bool scarce = all > space;
  int left = space - (scarce ? more + tabWidth(std::max(0, currentIndex())) : 0);
  for (const int tab : offered) {
    const bool current = tab == currentIndex();
    if (scarce && !current) left -= tabWidth(tab);
    const bool fits = !scarce || current || left >= 0;
    if (isTabVisible(tab) == fits) continue;
    setTabVisible(tab, fits);
    updateGeometry();  // a tab that is shown or hidden does not notify the layout
  }
  return scarce;
}

int FittedTabBar::neededWidth() const {
  int width = 0;
  for (int tab = 0; tab < count(); ++tab)
    if (isTabVisible(tab)) width += tabWidth(tab);
  return width;
}

}  // namespace studio
