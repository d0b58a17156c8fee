// The maps of one contrast in all analysed layers of a network, as a stack: early layers in front.
#pragma once
#include "widgets/sheets/stack_view.h"

namespace studio {

class Analyses;
class NetworkChoice;
struct ViewContext;

class ContrastStackView : public StackView {
  Q_OBJECT
 public:
  ContrastStackView(const ViewContext& context, QWidget* parent);
  EmptyState emptyState() const override;
  std::unique_ptr<Figure> figure() const override;
  BoardPanel panel() const override;

 protected:
  StackMaps maps() const override;
  void setQuantity(const std::string& quantity) override;
  void setLimits(bool locked, const Limits& limits) override;

 private:
  Analyses* analyses_;
  NetworkChoice* network_;
  std::string contrast_;  ///< the first, until one has been chosen
  bool locked_ = false;
  Limits limits_;
};

}  // namespace studio
