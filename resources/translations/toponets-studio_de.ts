<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Studio</name>
    <message>
        <source>About and licences</source>
        <translation>Über das Programm und Lizenzen</translation>
    </message>
    <message>
        <source>TopoNets Studio %1</source>
        <translation>TopoNets Studio %1</translation>
    </message>
    <message>
        <source>GNU General Public License, version 3 or later</source>
        <translation>GNU General Public License, Version 3 oder später</translation>
    </message>
    <message>
        <source>CC BY-SA 3.0</source>
        <translation>CC BY-SA 3.0</translation>
    </message>
    <message>
        <source>SIL Open Font License 1.1</source>
        <translation>SIL Open Font License 1.1</translation>
    </message>
    <message>
        <source>Trains networks whose units lie on cortical sheets, and shows the sheets while they form.</source>
        <translation>Trainiert Netze, deren Einheiten auf Kortexkarten liegen, und zeigt die Karten, während sie entstehen.</translation>
    </message>
    <message>
        <source>Free software under the %1. It comes without any warranty.</source>
        <translation>Freie Software unter der %1, ohne jede Gewährleistung.</translation>
    </message>
    <message>
        <source>The digits of the demo are the MNIST test images by Yann LeCun, Corinna Cortes and Christopher J. C. Burges, under %1.</source>
        <translation>Die Ziffern der Demo sind die MNIST-Testbilder von Yann LeCun, Corinna Cortes und Christopher J. C. Burges, unter %1.</translation>
    </message>
    <message>
        <source>The typeface Studio Sans is Inter with digits of one width, under the %1.</source>
        <translation>Die Schrift Studio Sans ist Inter mit Ziffern gleicher Breite, unter der %1.</translation>
    </message>
    <message>
        <source>Uses LibTorch, Qt %1, VTK and QCustomPlot.</source>
        <translation>Verwendet LibTorch, Qt %1, VTK und QCustomPlot.</translation>
    </message>
    <message>
        <source>Strongest stimuli</source>
        <translation>Stärkste Reize</translation>
    </message>
    <message>
        <source>No contrast has been computed for these stimuli.</source>
        <translation>Für diese Reize wurde kein Kontrast berechnet.</translation>
    </message>
    <message>
        <source>Bars: the trained network; thin marks: its controls</source>
        <translation>Balken: das trainierte Netz; dünne Striche: seine Vergleichsnetze</translation>
    </message>
    <message>
        <source>Selectivity, %1</source>
        <translation>Selektivität, %1</translation>
    </message>
    <message>
        <source>Known once analyses have been computed for this layer.</source>
        <translation>Bekannt, sobald für diese Schicht Analysen berechnet sind.</translation>
    </message>
    <message>
        <source>%1 holds neither tokens nor text (%2), and a language model reads nothing else; choose another folder or file.</source>
        <translation>%1 enthält weder Tokens noch Text (%2), und ein Sprachmodell liest nichts anderes; wählen Sie einen anderen Ordner oder eine andere Datei.</translation>
    </message>
    <message>
        <source>%1 holds no images that can be shown (%2); choose another folder or file.</source>
        <translation>%1 enthält keine Bilder, die gezeigt werden können (%2); wählen Sie einen anderen Ordner oder eine andere Datei.</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Running, %1 left</source>
        <translation>Läuft, noch %1</translation>
    </message>
    <message>
        <source>Taken from stored maps</source>
        <translation>Aus gespeicherten Karten</translation>
    </message>
    <message>
        <source>Computed, the others run</source>
        <translation>Berechnet, die anderen laufen</translation>
    </message>
    <message>
        <source>Needs an open run</source>
        <translation>Braucht einen offenen Lauf</translation>
    </message>
    <message>
        <source>Needs the attention heads</source>
        <translation>Braucht die Aufmerksamkeitsköpfe</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Wird gelesen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Not computed</source>
        <translation>Nicht berechnet</translation>
    </message>
    <message>
        <source>Analyses</source>
        <translation>Analysen</translation>
    </message>
    <message>
        <source>Remarks on the results</source>
        <translation>Anmerkungen zu den Ergebnissen</translation>
    </message>
    <message>
        <source>Save network...</source>
        <translation>Netz speichern...</translation>
    </message>
    <message>
        <source>The open network made smaller, as a file of weights; the run stays as it is</source>
        <translation>Das offene Netz verkleinert, als Gewichtsdatei; der Lauf bleibt, wie er ist</translation>
    </message>
    <message>
        <source>Stimuli</source>
        <translation>Reize</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Limits of the colours, shared by all maps shown</source>
        <translation>Grenzen der Farben, gemeinsam für alle gezeigten Karten</translation>
    </message>
    <message>
        <source>Range ±</source>
        <translation>Bereich ±</translation>
    </message>
    <message>
        <source>Smooth σ</source>
        <translation>Glätten σ</translation>
    </message>
    <message>
        <source>Maps and their stack are shown smoothed by a Gaussian of this many units; 0 = as measured. Outlines and patches have the smoothing of their analysis.</source>
        <translation>Karten und ihr Stapel werden mit einer Gaußkurve von so vielen Einheiten geglättet gezeigt; 0 = wie gemessen. Umrisse und Patches haben die Glättung ihrer Analyse.</translation>
    </message>
    <message>
        <source>Hide below</source>
        <translation>Verbergen unter</translation>
    </message>
    <message>
        <source>Units whose |value| is below this are grey</source>
        <translation>Einheiten, deren |Wert| darunter liegt, sind grau</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Letzter</translation>
    </message>
    <message>
        <source>Choose file...</source>
        <translation>Datei wählen...</translation>
    </message>
    <message>
        <source>Choose folder...</source>
        <translation>Ordner wählen...</translation>
    </message>
    <message>
        <source>Choose folder of labels...</source>
        <translation>Ordner mit Labels wählen...</translation>
    </message>
    <message>
        <source>Last, %L1</source>
        <translation>Letzter, %L1</translation>
    </message>
    <message>
        <source>%L1</source>
        <translation>%L1</translation>
    </message>
    <message>
        <source>± all values</source>
        <translation>± alle Werte</translation>
    </message>
    <message>
        <source>%1 % of values</source>
        <translation>%1 % der Werte</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>Von Hand</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Neu berechnen</translation>
    </message>
    <message>
        <source>Run</source>
        <comment>verb</comment>
        <translation>Berechnen</translation>
    </message>
    <message>
        <source>Run all: looking at what is left</source>
        <translation>Alle berechnen: es wird nachgesehen, was noch fehlt</translation>
    </message>
    <message>
        <source>Run all: %1</source>
        <translation>Alle berechnen: %1</translation>
    </message>
    <message>
        <source>“%1” is no number from %2 to %3.</source>
        <translation>„%1“ ist keine Zahl von %2 bis %3.</translation>
    </message>
    <message>
        <source>All results of the analyses</source>
        <translation>Alle Ergebnisse der Analysen</translation>
    </message>
    <message>
        <source>A file of weights has no images of its own; choose other stimuli.</source>
        <translation>Eine Gewichtsdatei hat keine eigenen Bilder; wählen Sie andere Reize.</translation>
    </message>
    <message>
        <source>%1 is written: %2.</source>
        <translation>%1 ist geschrieben: %2.</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Wird gestoppt</translation>
    </message>
    <message>
        <source>%1: layer %L2 of %L3</source>
        <translation>%1: Schicht %L2 von %L3</translation>
    </message>
    <message>
        <source>%1: %L2 of %L3 %4</source>
        <translation>%1: %L2 von %L3, %4</translation>
    </message>
    <message>
        <source>%1: starting</source>
        <translation>%1: beginnt</translation>
    </message>
    <message>
        <source>%1: reading %L2 of %L3 %4</source>
        <translation>%1: liest %L2 von %L3, %4</translation>
    </message>
    <message>
        <source>One slice of the first weights and its blur</source>
        <translation>Ein Schnitt der ersten Gewichte und seine Unschärfe</translation>
    </message>
    <message>
        <source>Weights, %1 × %2</source>
        <translation>Gewichte, %1 × %2</translation>
    </message>
    <message>
        <source>Blurred through %1 × %2</source>
        <translation>Unscharf über %1 × %2</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>Bildunterschrift</translation>
    </message>
    <message>
        <source>Make anew</source>
        <translation>Neu erzeugen</translation>
    </message>
    <message>
        <source>Replace what was written by the caption that the board makes</source>
        <translation>Das Geschriebene durch die Bildunterschrift ersetzen, die die Tafel erzeugt</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Auto</translation>
    </message>
    <message>
        <source>Drawing…</source>
        <translation>Wird gezeichnet …</translation>
    </message>
    <message>
        <source>%1, changed</source>
        <translation>%1, geändert</translation>
    </message>
    <message>
        <source>Arranged in the window: drop the figure on TopoNets Studio to draw it again.</source>
        <translation>Im Fenster angeordnet: Ziehen Sie die Abbildung auf TopoNets Studio, um sie erneut zu zeichnen.</translation>
    </message>
    <message>
        <source>%1 of %2 runs</source>
        <translation>%1 von %2 Läufen</translation>
    </message>
    <message>
        <source>Filter figures</source>
        <translation>Abbildungen filtern</translation>
    </message>
    <message>
        <source>Figures and panels</source>
        <translation>Abbildungen und Teilbilder</translation>
    </message>
    <message>
        <source>Make the board %1</source>
        <translation>Die Tafel %1 anlegen</translation>
    </message>
    <message>
        <source>Add “%1” to the board</source>
        <translation>„%1“ auf die Tafel setzen</translation>
    </message>
    <message>
        <source>Figures of the paper</source>
        <translation>Abbildungen der Veröffentlichung</translation>
    </message>
    <message>
        <source>Board of panels</source>
        <translation>Tafel mit Teilbildern</translation>
    </message>
    <message>
        <source>Arrow keys choose a panel, with Ctrl they move it, with Shift they resize it; Delete removes it.</source>
        <translation>Pfeiltasten wählen ein Teilbild, mit Strg verschieben sie es, mit Umschalt ändern sie seine Größe; Entf entfernt es.</translation>
    </message>
    <message>
        <source>Provenance</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>No runs in this folder yet.</source>
        <translation>Noch keine Läufe in diesem Ordner.</translation>
    </message>
    <message>
        <source>Filter runs</source>
        <translation>Läufe filtern</translation>
    </message>
    <message>
        <source>Runs of the board</source>
        <translation>Läufe der Tafel</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Tick all runs that are shown</source>
        <translation>Alle angezeigten Läufe ankreuzen</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Untick all runs</source>
        <translation>Keinen Lauf ankreuzen</translation>
    </message>
    <message>
        <source>Sweep…</source>
        <translation>Reihe …</translation>
    </message>
    <message>
        <source>Take the runs of a sweep's folder</source>
        <translation>Die Läufe im Ordner einer Reihe nehmen</translation>
    </message>
    <message>
        <source>%1 of %2 ticked</source>
        <translation>%1 von %2 angekreuzt</translation>
    </message>
    <message>
        <source>Click a panel to choose what it shows. Drag it to another place, its corner resizes it.</source>
        <translation>Klicken Sie ein Teilbild an, um zu wählen, was es zeigt. Ziehen verschiebt es, an der Ecke ändert sich seine Größe.</translation>
    </message>
    <message>
        <source>Width %1 mm</source>
        <translation>Breite %1 mm</translation>
    </message>
    <message>
        <source>%1 pt</source>
        <translation>%1 pt</translation>
    </message>
    <message>
        <source>No letters</source>
        <translation>Keine Buchstaben</translation>
    </message>
    <message>
        <source>Same limits in all panels</source>
        <translation>Gleiche Grenzen überall</translation>
    </message>
    <message>
        <source>Published values</source>
        <translation>Veröffentlichte Werte</translation>
    </message>
    <message>
        <source>Width, mm</source>
        <translation>Breite, mm</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Schrift</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>Karten</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>Buchstaben</translation>
    </message>
    <message>
        <source>As the panel has it</source>
        <translation>Wie im Teilbild üblich</translation>
    </message>
    <message>
        <source>All; or names, with commas between</source>
        <translation>Alle; oder Namen, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Remove panel</source>
        <translation>Teilbild entfernen</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Messgröße</translation>
    </message>
    <message>
        <source>Contrasts</source>
        <translation>Kontraste</translation>
    </message>
    <message>
        <source>No two panels show the same quantity</source>
        <translation>Keine zwei Teilbilder zeigen dieselbe Größe</translation>
    </message>
    <message>
        <source>Of ImageNet, and of nanoGPT for downsampled networks of language</source>
        <translation>Zu ImageNet, und zu nanoGPT bei verkleinerten Sprachnetzen</translation>
    </message>
    <message>
        <source>Nothing was published of what these panels show</source>
        <translation>Zu dem, was diese Teilbilder zeigen, wurde nichts veröffentlicht</translation>
    </message>
    <message>
        <source>%1 × %2 mm</source>
        <translation>%1 × %2 mm</translation>
    </message>
    <message>
        <source>All runs of the board</source>
        <translation>Alle Läufe der Tafel</translation>
    </message>
    <message>
        <source>%1 chosen runs</source>
        <translation>%1 gewählte Läufe</translation>
    </message>
    <message>
        <source>The last one</source>
        <translation>Der letzte</translation>
    </message>
    <message>
        <source>Panel %1: %2</source>
        <translation>Teilbild %1: %2</translation>
    </message>
    <message>
        <source>A board of panels for a paper: tick runs at the left, then choose a figure of the paper or any plot.</source>
        <translation>Eine Tafel mit Teilbildern für eine Veröffentlichung: Kreuzen Sie links Läufe an und wählen Sie dann eine Abbildung oder ein Diagramm.</translation>
    </message>
    <message>
        <source>Figure 2A</source>
        <translation>Abbildung 2A</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>Lock limits</source>
        <translation>Grenzen festhalten</translation>
    </message>
    <message>
        <source>Lock the limits of the colours (K)</source>
        <translation>Die Grenzen der Farben festhalten (K)</translation>
    </message>
    <message>
        <source>Limits of all stored steps of the run, so that one sees the map form; locked or chosen ones take their place</source>
        <translation>Grenzen aller gespeicherten Schritte des Laufs, damit man die Karte entstehen sieht; gesperrte oder gewählte treten an ihre Stelle</translation>
    </message>
    <message>
        <source>Limits of %1 % of the values; while live maps come they change only when they are more than %2 % off</source>
        <translation>Grenzen von %1 % der Werte; solange Karten live kommen, ändern sie sich nur, wenn sie um mehr als %2 % daneben liegen</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>%L1 below ±%2</source>
        <translation>%L1 unter ±%2</translation>
    </message>
    <message>
        <source>%L1 undefined</source>
        <translation>%L1 nicht definiert</translation>
    </message>
    <message>
        <source>%L1 beyond</source>
        <translation>%L1 außerhalb</translation>
    </message>
    <message>
        <source>1 unit</source>
        <translation>1 Einheit</translation>
    </message>
    <message>
        <source>%L1 units</source>
        <translation>%L1 Einheiten</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>all steps</source>
        <translation>alle Schritte</translation>
    </message>
    <message>
        <source>RdBu, reversed</source>
        <translation>RdBu, umgekehrt</translation>
    </message>
    <message>
        <source>RdBu, dark centre</source>
        <translation>RdBu, dunkle Mitte</translation>
    </message>
    <message>
        <source>PuOr, reversed</source>
        <translation>PuOr, umgekehrt</translation>
    </message>
    <message>
        <source>PRGn</source>
        <translation>PRGn</translation>
    </message>
    <message>
        <source>Vik</source>
        <translation>Vik</translation>
    </message>
    <message>
        <source>Viridis</source>
        <translation>Viridis</translation>
    </message>
    <message>
        <source>Cividis</source>
        <translation>Cividis</translation>
    </message>
    <message>
        <source>Greys</source>
        <translation>Graustufen</translation>
    </message>
    <message>
        <source>Cyclic</source>
        <translation>Zyklisch</translation>
    </message>
    <message>
        <source>Columns of the table</source>
        <translation>Spalten der Tabelle</translation>
    </message>
    <message>
        <source>Search columns</source>
        <translation>Spalten suchen</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Add the chosen scalar at step</source>
        <translation>Gewählte Größe hinzufügen bei Schritt</translation>
    </message>
    <message>
        <source>Its newest value at or before this step</source>
        <translation>Ihr neuester Wert bei diesem Schritt oder davor</translation>
    </message>
    <message>
        <source>Step of the value</source>
        <translation>Schritt des Werts</translation>
    </message>
    <message>
        <source>Usual columns</source>
        <translation>Übliche Spalten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Last value</source>
        <translation>Letzter Wert</translation>
    </message>
    <message>
        <source>Best value</source>
        <translation>Bester Wert</translation>
    </message>
    <message>
        <source>Value at a step</source>
        <translation>Wert bei einem Schritt</translation>
    </message>
    <message>
        <source>%1, stored results</source>
        <translation>%1, gespeicherte Ergebnisse</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Type a command</source>
        <translation>Befehl eingeben</translation>
    </message>
    <message>
        <source>Command to look for</source>
        <translation>Gesuchter Befehl</translation>
    </message>
    <message>
        <source>Commands found</source>
        <translation>Gefundene Befehle</translation>
    </message>
    <message>
        <source>Other maps of this layer</source>
        <translation>Andere Karten dieser Schicht</translation>
    </message>
    <message>
        <source>%1 of %2 maps of this layer are shown: click for the rest</source>
        <translation>%1 von %2 Karten dieser Schicht sind zu sehen: ein Klick zeigt die übrigen</translation>
    </message>
    <message>
        <source>%1 of %2 shown</source>
        <translation>%1 von %2 gezeigt</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1: click to show it large</source>
        <translation>%1: ein Klick zeigt sie groß</translation>
    </message>
    <message>
        <source>Sheets side by side</source>
        <translation>Karten nebeneinander</translation>
    </message>
    <message>
        <source>%1 (pinned)</source>
        <translation>%1 (angeheftet)</translation>
    </message>
    <message>
        <source>row %1, column %2</source>
        <translation>Zeile %1, Spalte %2</translation>
    </message>
    <message>
        <source>undefined</source>
        <translation>nicht definiert</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Difference to the pinned one</source>
        <translation>Unterschied zum angehefteten</translation>
    </message>
    <message>
        <source>Smoothing of the curves</source>
        <translation>Glättung der Kurven</translation>
    </message>
    <message>
        <source>Not smoothed</source>
        <translation>Nicht geglättet</translation>
    </message>
    <message>
        <source>EMA %1</source>
        <translation>EMA %1</translation>
    </message>
    <message>
        <source>What is ticked has no curves: files of weights and configurations have no history.</source>
        <translation>Was angehakt ist, hat keine Kurven: Gewichtsdateien und Konfigurationen haben keinen Verlauf.</translation>
    </message>
    <message>
        <source>Add runs…</source>
        <translation>Läufe hinzufügen…</translation>
    </message>
    <message>
        <source>Reading runs…</source>
        <translation>Läufe werden gelesen…</translation>
    </message>
    <message>
        <source>Compared curves</source>
        <translation>Verglichene Kurven</translation>
    </message>
    <message>
        <source>Share of the run</source>
        <translation>Anteil des Laufs</translation>
    </message>
    <message>
        <source>Compared at the same %1</source>
        <translation>Verglichen beim selben Stand: %1</translation>
    </message>
    <message>
        <source>Moment that is compared</source>
        <translation>Stand, der verglichen wird</translation>
    </message>
    <message>
        <source>Quantity of the maps</source>
        <translation>Größe der Karten</translation>
    </message>
    <message>
        <source>Tick 2 to 6 rows of the table: their sheets stand side by side here.</source>
        <translation>Haken Sie 2 bis 6 Zeilen der Tabelle an: ihre Karten stehen hier nebeneinander.</translation>
    </message>
    <message>
        <source>Tick all that are shown</source>
        <translation>Alle gezeigten anhaken</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>checkpoint of step %L1</source>
        <translation>Checkpoint von Schritt %L1</translation>
    </message>
    <message>
        <source>file of weights</source>
        <translation>Gewichtsdatei</translation>
    </message>
    <message>
        <source>step %L1</source>
        <translation>Schritt %L1</translation>
    </message>
    <message>
        <source>step %L1, the one before %L2</source>
        <translation>Schritt %L1, der vor %L2</translation>
    </message>
    <message>
        <source>%1, seed %2</source>
        <translation>%1, Seed %2</translation>
    </message>
    <message>
        <source>It has no such map of this layer.</source>
        <translation>Es hat keine solche Karte dieser Schicht.</translation>
    </message>
    <message>
        <source>What the others are compared with.</source>
        <translation>Womit die anderen verglichen werden.</translation>
    </message>
    <message>
        <source>Its sheet is of another size: there is no difference unit by unit.</source>
        <translation>Seine Karte hat eine andere Größe: es gibt keinen Unterschied Einheit für Einheit.</translation>
    </message>
    <message>
        <source>%L1 % of the run</source>
        <translation>%L1 % des Laufs</translation>
    </message>
    <message>
        <source>Step %L1</source>
        <translation>Schritt %L1</translation>
    </message>
    <message>
        <source>the first %1 of %2</source>
        <translation>die ersten %1 von %2</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>difference to the pinned one</source>
        <translation>Unterschied zum angehefteten</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>No setting is called “%1”.</source>
        <translation>Keine Einstellung heißt „%1“.</translation>
    </message>
    <message>
        <source>Stack of the maps of a contrast</source>
        <translation>Stapel der Karten eines Kontrasts</translation>
    </message>
    <message>
        <source>Smooth σ %1</source>
        <translation>Glätten σ %L1</translation>
    </message>
    <message>
        <source>Which curve</source>
        <translation>Welche Kurve</translation>
    </message>
    <message>
        <source>Runs of several data sets</source>
        <translation>Läufe zu mehreren Datensätzen</translation>
    </message>
    <message>
        <source>Losses and accuracy of a run are drawn here.</source>
        <translation>Hier werden Loss und Genauigkeit eines Laufs gezeichnet.</translation>
    </message>
    <message>
        <source>New run</source>
        <translation>Neuer Lauf</translation>
    </message>
    <message>
        <source>Open...</source>
        <translation>Öffnen...</translation>
    </message>
    <message>
        <source>No values yet. The first point comes with step 0.</source>
        <translation>Noch keine Werte. Der erste Punkt kommt mit Schritt 0.</translation>
    </message>
    <message>
        <source>%1. The first point comes with step 0.</source>
        <translation>%1. Der erste Punkt kommt mit Schritt 0.</translation>
    </message>
    <message>
        <source>Start the demo</source>
        <translation>Demo starten</translation>
    </message>
    <message>
        <source>Digits demo</source>
        <translation>Ziffern-Demo</translation>
    </message>
    <message>
        <source>A small network learns handwritten digits while its sheet of 256 units becomes a map.</source>
        <translation>Ein kleines Netz lernt handgeschriebene Ziffern, während seine Schicht aus 256 Einheiten zur Karte wird.</translation>
    </message>
    <message>
        <source>Nothing to download.</source>
        <translation>Nichts herunterzuladen.</translation>
    </message>
    <message>
        <source>About %1 on this computer, nothing to download.</source>
        <translation>Etwa %1 auf diesem Rechner, nichts herunterzuladen.</translation>
    </message>
    <message>
        <source>Recorded demo: the map for the digit %1 at %2 steps, and both losses</source>
        <translation>Aufgezeichnete Demo: die Karte für die Ziffer %1 nach %2 Schritten und beide Verläufe des Loss</translation>
    </message>
    <message>
        <source>Selectivity for the digit %1 on held-out digits; τ %2, factor %3 × %3; accuracy at the end %L4 %</source>
        <translation>Selektivität für die Ziffer %1 an zurückgehaltenen Ziffern; τ %L2, Faktor %3 × %3; Genauigkeit am Ende %L4 %</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>Loss, task as EMA %1</source>
        <translation>Loss, Aufgabe als EMA %1</translation>
    </message>
    <message>
        <source>task loss %L1</source>
        <translation>Task-Loss %L1</translation>
    </message>
    <message>
        <source>topo loss %L1</source>
        <translation>Topo-Loss %L1</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>norm, step %L1</source>
        <translation>Norm, Schritt %L1</translation>
    </message>
    <message>
        <source>norm</source>
        <translation>Norm</translation>
    </message>
    <message>
        <source>%1 has no sheet.</source>
        <translation>%1 hat keine Karte.</translation>
    </message>
    <message>
        <source>another shape: %1</source>
        <translation>andere Form: %1</translation>
    </message>
    <message>
        <source>only in the first</source>
        <translation>nur im ersten</translation>
    </message>
    <message>
        <source>only in the second</source>
        <translation>nur im zweiten</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>Relative: the length of the difference over the length of the first</source>
        <translation>Relativ: die Länge des Unterschieds geteilt durch die Länge des ersten</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Differences of the two</source>
        <translation>Unterschiede der beiden</translation>
    </message>
    <message>
        <source>The first of the two</source>
        <translation>Das erste der beiden</translation>
    </message>
    <message>
        <source>The second of the two</source>
        <translation>Das zweite der beiden</translation>
    </message>
    <message>
        <source>and</source>
        <translation>und</translation>
    </message>
    <message>
        <source>Comparing: %L1 of %L2 tensors</source>
        <translation>Vergleich: %L1 von %L2 Tensoren</translation>
    </message>
    <message>
        <source>Tick two runs, checkpoints or files of the table: what they differ in is listed here.</source>
        <translation>Haken Sie zwei Läufe, Checkpoints oder Dateien der Tabelle an: worin sie sich unterscheiden, steht hier.</translation>
    </message>
    <message>
        <source>A file of weights has no settings of a run; choose two runs or configurations.</source>
        <translation>Eine Gewichtsdatei hat keine Einstellungen eines Laufs; wählen Sie zwei Läufe oder Konfigurationen.</translation>
    </message>
    <message>
        <source>The two have the same settings.</source>
        <translation>Die beiden haben dieselben Einstellungen.</translation>
    </message>
    <message>
        <source>1 setting differs.</source>
        <translation>1 Einstellung unterscheidet sich.</translation>
    </message>
    <message>
        <source>%L1 settings differ.</source>
        <translation>%L1 Einstellungen unterscheiden sich.</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>A configuration has no weights; its settings are under Settings.</source>
        <translation>Eine Konfiguration hat keine Gewichte; ihre Einstellungen stehen unter Einstellungen.</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Wird verglichen…</translation>
    </message>
    <message>
        <source>Stopped; choose the two again to compare them.</source>
        <translation>Abgebrochen; wählen Sie die beiden noch einmal, um sie zu vergleichen.</translation>
    </message>
    <message>
        <source>%L1 tensors compared</source>
        <translation>%L1 Tensoren verglichen</translation>
    </message>
    <message>
        <source>%1: largest difference %2, relative %3, cosine %4</source>
        <translation>%1: größter Unterschied %2, relativ %3, Kosinus %4</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>Tensor</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>Größtes</translation>
    </message>
    <message>
        <source>Largest difference of two values</source>
        <translation>Größter Unterschied zweier Werte</translation>
    </message>
    <message>
        <source>Relative</source>
        <translation>Relativ</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>Of the angle between the two</source>
        <translation>Des Winkels zwischen beiden</translation>
    </message>
    <message>
        <source>Workspaces</source>
        <translation>Arbeitsbereiche</translation>
    </message>
    <message>
        <source>Workspace %1</source>
        <translation>Arbeitsbereich %1</translation>
    </message>
    <message>
        <source>View/Workspaces</source>
        <translation>Ansicht/Arbeitsbereiche</translation>
    </message>
    <message>
        <source>There is nothing for it to do yet</source>
        <translation>Hier gibt es noch nichts zu tun</translation>
    </message>
    <message>
        <source>Panel %1</source>
        <translation>Bereich %1</translation>
    </message>
    <message>
        <source>View/Panels</source>
        <translation>Ansicht/Bereiche</translation>
    </message>
    <message>
        <source>Open or start a run first</source>
        <translation>Öffnen oder starten Sie zuerst einen Lauf</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>Werkzeugleiste</translation>
    </message>
    <message>
        <source>Panel menu of %1</source>
        <translation>Menü des Bereichs %1</translation>
    </message>
    <message>
        <source>Float or dock</source>
        <translation>Lösen oder andocken</translation>
    </message>
    <message>
        <source>Close panel</source>
        <translation>Bereich schließen</translation>
    </message>
    <message>
        <source>Panels in this place</source>
        <translation>Bereiche an dieser Stelle</translation>
    </message>
    <message>
        <source>All panels in this place</source>
        <translation>Alle Bereiche an dieser Stelle</translation>
    </message>
    <message>
        <source>All panels in this place, also those whose tabs find no room</source>
        <translation>Alle Bereiche an dieser Stelle, auch die, deren Reiter keinen Platz finden</translation>
    </message>
    <message>
        <source>Export figure</source>
        <translation>Abbildung exportieren</translation>
    </message>
    <message>
        <source>Preview of the figure</source>
        <translation>Vorschau der Abbildung</translation>
    </message>
    <message>
        <source>%1 dpi</source>
        <translation>%1 dpi</translation>
    </message>
    <message>
        <source>89 mm, one column</source>
        <translation>89 mm, eine Spalte</translation>
    </message>
    <message>
        <source>120 mm</source>
        <translation>120 mm</translation>
    </message>
    <message>
        <source>183 mm, two columns</source>
        <translation>183 mm, zwei Spalten</translation>
    </message>
    <message>
        <source>Other width</source>
        <translation>Andere Breite</translation>
    </message>
    <message>
        <source>Also write the data (CSV, NPY)</source>
        <translation>Auch die Daten schreiben (CSV, NPY)</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>Auflösung</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Folder for the figure</source>
        <translation>Ordner für die Abbildung</translation>
    </message>
    <message>
        <source>A width lies between 20 and 1000 mm.</source>
        <translation>Eine Breite liegt zwischen 20 und 1000 mm.</translation>
    </message>
    <message>
        <source>Give the figure a name.</source>
        <translation>Geben Sie der Abbildung einen Namen.</translation>
    </message>
    <message>
        <source>%1 is already there; export once more to write over it.</source>
        <translation>%1 gibt es schon; exportieren Sie noch einmal, um es zu überschreiben.</translation>
    </message>
    <message>
        <source>%1 is a link to %2; choose the folder itself.</source>
        <translation>%1 ist ein Verweis auf %2; wählen Sie den Ordner selbst.</translation>
    </message>
    <message>
        <source>Extend the run</source>
        <translation>Lauf verlängern</translation>
    </message>
    <message>
        <source>Train up to this many epochs in all (planned: %L1):</source>
        <translation>Bis zu so vielen Epochen insgesamt trainieren (geplant: %L1):</translation>
    </message>
    <message>
        <source>Epochs in all</source>
        <translation>Epochen insgesamt</translation>
    </message>
    <message>
        <source>Extend</source>
        <translation>Verlängern</translation>
    </message>
    <message>
        <source>At most %L1 epochs.</source>
        <translation>Höchstens %L1 Epochen.</translation>
    </message>
    <message>
        <source>Write a whole number of epochs, at least %L1.</source>
        <translation>Eine ganze Zahl von Epochen angeben, mindestens %L1.</translation>
    </message>
    <message>
        <source>At least %L1, for the run is planned for %L2 epochs.</source>
        <translation>Mindestens %L1, denn der Lauf ist für %L2 Epochen geplant.</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>Wählen...</translation>
    </message>
    <message>
        <source>blur %1 × %2, assumed</source>
        <translation>Unschärfe %1 × %2, angenommen</translation>
    </message>
    <message>
        <source>Folder for everything of this run</source>
        <translation>Ordner für alles von diesem Lauf</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Neuer Ordner</translation>
    </message>
    <message>
        <source>The export was cancelled; nothing was left behind.</source>
        <translation>Der Export wurde abgebrochen; es ist nichts zurückgeblieben.</translation>
    </message>
    <message>
        <source>Exported %L1 files into %2.</source>
        <translation>%L1 Dateien in %2 exportiert.</translation>
    </message>
    <message>
        <source>Something was left out; README.txt says what.</source>
        <translation>Etwas wurde ausgelassen; README.txt sagt, was.</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Open a run, a configuration or weights</source>
        <translation>Lauf, Konfiguration oder Gewichte öffnen</translation>
    </message>
    <message>
        <source>Runs, configurations, weights and figures (*.toml status.json *.safetensors *.pt *.pth *.bin *.tar *.ckpt *.index.json *.pdf *.svg *.png)</source>
        <translation>Läufe, Konfigurationen, Gewichte und Abbildungen (*.toml status.json *.safetensors *.pt *.pth *.bin *.tar *.ckpt *.index.json *.pdf *.svg *.png)</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Folder of runs</source>
        <translation>Ordner der Läufe</translation>
    </message>
    <message>
        <source>%1 is not there any more; open another run or configuration.</source>
        <translation>%1 gibt es nicht mehr; öffnen Sie einen anderen Lauf oder eine andere Konfiguration.</translation>
    </message>
    <message>
        <source>%1 is no run folder, no configuration (.toml), no file of weights (.safetensors, .pt) and no figure (.pdf, .svg, .png); choose one of these.</source>
        <translation>%1 ist kein Laufordner, keine Konfiguration (.toml), keine Gewichtsdatei (.safetensors, .pt) und keine Abbildung (.pdf, .svg, .png); wählen Sie etwas davon.</translation>
    </message>
    <message>
        <source>Attention heads</source>
        <translation>Attention-Köpfe</translation>
    </message>
    <message>
        <source>%1 does not say how many attention heads its network has (width %2).
Sheets and TopoLoss of its weights need no number, responses do.</source>
        <translation>%1 sagt nicht, wie viele Attention-Köpfe sein Netz hat (Breite %2).
Karten und TopoLoss seiner Gewichte brauchen keine Zahl, Antworten schon.</translation>
    </message>
    <message>
        <source>Use this number</source>
        <translation>Diese Zahl verwenden</translation>
    </message>
    <message>
        <source>Sheets only</source>
        <translation>Nur die Karten</translation>
    </message>
    <message>
        <source>“Load what fits” opens Setup with a run that begins with these weights; nothing is trained before you start it.</source>
        <translation>„Passendes laden“ öffnet „Einrichten“ mit einem Lauf, der mit diesen Gewichten beginnt; trainiert wird erst, wenn Sie ihn starten.</translation>
    </message>
    <message>
        <source>Several networks</source>
        <translation>Mehrere Netze</translation>
    </message>
    <message>
        <source>%1 holds several networks.
Which one do you want to look at?</source>
        <translation>%1 enthält mehrere Netze.
Welches möchten Sie ansehen?</translation>
    </message>
    <message>
        <source>Open this network</source>
        <translation>Dieses Netz öffnen</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>%1: %L2 units on %3 × %4, %L5 weights a unit</source>
        <translation>%1: %L2 Einheiten auf %3 × %4, %L5 Gewichte je Einheit</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>%1, advanced</source>
        <translation>%1, erweitert</translation>
    </message>
    <message>
        <source>layer:unit</source>
        <translation>Schicht:Einheit</translation>
    </message>
    <message>
        <source>Address of the unit</source>
        <translation>Adresse der Einheit</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Click a unit of the sheet, or type its address.</source>
        <translation>Klicken Sie auf eine Einheit der Karte oder geben Sie ihre Adresse ein.</translation>
    </message>
    <message>
        <source>Selectivity, t</source>
        <translation>Selektivität, t</translation>
    </message>
    <message>
        <source>Row %1, column %2 · %L3 weights</source>
        <translation>Zeile %1, Spalte %2 · %L3 Gewichte</translation>
    </message>
    <message>
        <source>%1, ±%2</source>
        <translation>%1, ±%2</translation>
    </message>
    <message>
        <source>The weights are being read.</source>
        <translation>Die Gewichte werden gelesen.</translation>
    </message>
    <message>
        <source>The weights come with the next live maps.</source>
        <translation>Die Gewichte kommen mit den nächsten Live-Karten.</translation>
    </message>
    <message>
        <source>No weights are stored at or before this step; checkpoints have them.</source>
        <translation>Für diesen oder einen früheren Schritt sind keine Gewichte gespeichert; Checkpoints enthalten sie.</translation>
    </message>
    <message>
        <source>weights at step %L1</source>
        <translation>Gewichte bei Schritt %L1</translation>
    </message>
    <message>
        <source>%1: %2 units with %3 weights each; blurred through %4 × %5</source>
        <translation>%1: %2 Einheiten mit je %3 Gewichten; unscharf über %4 × %5</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Einheiten</translation>
    </message>
    <message>
        <source>τ</source>
        <translation>τ</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>Faktor</translation>
    </message>
    <message>
        <source>One layer must keep TopoLoss; to only watch it, set τ to 0.</source>
        <translation>Eine Schicht muss TopoLoss behalten; um nur zuzusehen, setzen Sie τ auf 0.</translation>
    </message>
    <message>
        <source>Select a layer to see what TopoLoss compares in it.</source>
        <translation>Wählen Sie eine Schicht, um zu sehen, was TopoLoss in ihr vergleicht.</translation>
    </message>
    <message>
        <source>%1 of %2 with TopoLoss</source>
        <translation>%1 von %2 mit TopoLoss</translation>
    </message>
    <message>
        <source>reading the weights…</source>
        <translation>Gewichte werden gelesen…</translation>
    </message>
    <message>
        <source>compared at step 0, both ±%1</source>
        <translation>verglichen bei Schritt 0, beide ±%1</translation>
    </message>
    <message>
        <source>One cosine for each of %1 slices, over the whole sheet. The loss of a layer is 1 minus their mean.</source>
        <translation>Ein Kosinus für jeden von %1 Schnitten über die ganze Karte. Der Loss einer Schicht ist 1 minus ihr Mittel.</translation>
    </message>
    <message>
        <source>One cosine for each unit, over its %1 weights. The loss of a layer is 1 minus their mean.</source>
        <translation>Ein Kosinus für jede Einheit über ihre %1 Gewichte. Der Loss einer Schicht ist 1 minus ihr Mittel.</translation>
    </message>
    <message>
        <source>Layers with a cortical sheet</source>
        <translation>Schichten mit Kortexkarte</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>vor %1 min</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>Log of the run</source>
        <translation>Protokoll des Laufs</translation>
    </message>
    <message>
        <source>What a run reports is written here.</source>
        <translation>Hier steht, was ein Lauf meldet.</translation>
    </message>
    <message>
        <source>Copy the whole log</source>
        <translation>Das ganze Protokoll kopieren</translation>
    </message>
    <message>
        <source>Save the whole log...</source>
        <translation>Das ganze Protokoll speichern...</translation>
    </message>
    <message>
        <source>The log is on the clipboard.</source>
        <translation>Das Protokoll ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>Save the log</source>
        <translation>Protokoll speichern</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Gespeichert als %1.</translation>
    </message>
    <message>
        <source>The newest %L1 lines; earlier lines are in log.txt.</source>
        <translation>Die neuesten %L1 Zeilen; frühere stehen in log.txt.</translation>
    </message>
    <message>
        <source>–</source>
        <translation>–</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%L1 %</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>Processors</source>
        <translation>Prozessoren</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Written to disk</source>
        <translation>Auf die Platte geschrieben</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>%1 by process %3, which trains; %L2 processors</source>
        <translation>%1 durch Prozess %3, der trainiert; %L2 Prozessoren</translation>
    </message>
    <message>
        <source>%1 by this program, %L2 processors</source>
        <translation>%1 durch dieses Programm, %L2 Prozessoren</translation>
    </message>
    <message>
        <source>%1 by process %3, which trains; of %2</source>
        <translation>%1 durch Prozess %3, der trainiert; von %2</translation>
    </message>
    <message>
        <source>%1 by this program, of %2</source>
        <translation>%1 durch dieses Programm, von %2</translation>
    </message>
    <message>
        <source>By process %3, which trains; %1 free of %2</source>
        <translation>Durch Prozess %3, der trainiert; %1 von %2 frei</translation>
    </message>
    <message>
        <source>By this program; %1 free of %2</source>
        <translation>Durch dieses Programm; %1 von %2 frei</translation>
    </message>
    <message>
        <source>The GPU does not answer</source>
        <translation>Die GPU antwortet nicht</translation>
    </message>
    <message>
        <source>No GPU here</source>
        <translation>Hier gibt es keine GPU</translation>
    </message>
    <message>
        <source>Memory %1 of %2, %3</source>
        <translation>Speicher %1 von %2, %3</translation>
    </message>
    <message>
        <source>No run open</source>
        <translation>Kein Lauf offen</translation>
    </message>
    <message>
        <source>TopoNets Studio</source>
        <translation>TopoNets Studio</translation>
    </message>
    <message>
        <source>TopoNets Studio: %1</source>
        <translation>TopoNets Studio: %1</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <translation>%1 durch %2</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>step %L1 of %L2</source>
        <translation>Schritt %L1 von %L2</translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>%1 frei</translation>
    </message>
    <message>
        <source>%1 has finished. Its maps can be played in the time bar; Ctrl+E exports a figure.</source>
        <translation>%1 ist fertig. Die Zeitleiste spielt seine Karten ab; Strg+E exportiert eine Abbildung.</translation>
    </message>
    <message>
        <source>Drop to open %1.</source>
        <translation>Ablegen, um %1 zu öffnen.</translation>
    </message>
    <message>
        <source>A run is paused</source>
        <translation>Ein Lauf ist pausiert</translation>
    </message>
    <message>
        <source>A run is being trained</source>
        <translation>Ein Lauf wird trainiert</translation>
    </message>
    <message>
        <source>Keep it paused without the window, or stop here with a checkpoint? Either way the run can be opened, followed and resumed later.</source>
        <translation>Ohne das Fenster pausiert lassen oder hier mit einem Checkpoint anhalten? Beides Mal kann der Lauf später geöffnet, verfolgt und fortgesetzt werden.</translation>
    </message>
    <message>
        <source>Keep training without the window, or stop here with a checkpoint? Either way the run can be opened, followed and resumed later.</source>
        <translation>Ohne das Fenster weitertrainieren oder hier mit einem Checkpoint anhalten? Beides Mal kann der Lauf später geöffnet, verfolgt und fortgesetzt werden.</translation>
    </message>
    <message>
        <source>%1 is at step %L2 of %L3.</source>
        <translation>%1 ist bei Schritt %L2 von %L3.</translation>
    </message>
    <message>
        <source>%1 has not made its first step.</source>
        <translation>%1 hat seinen ersten Schritt noch nicht gemacht.</translation>
    </message>
    <message>
        <source>Keep it paused</source>
        <translation>Pausiert lassen</translation>
    </message>
    <message>
        <source>Keep training</source>
        <translation>Weitertrainieren</translation>
    </message>
    <message>
        <source>Stop and save</source>
        <translation>Anhalten und speichern</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Reset the display</source>
        <translation>Anzeige zurücksetzen</translation>
    </message>
    <message>
        <source>Reset limits, colours and what is hidden</source>
        <translation>Grenzen, Farben und Verborgenes zurücksetzen</translation>
    </message>
    <message>
        <source>Smoothness</source>
        <translation>Glattheit</translation>
    </message>
    <message>
        <source>Dimensionality</source>
        <translation>Dimensionalität</translation>
    </message>
    <message>
        <source>“%1” is no number above 0.</source>
        <translation>„%1“ ist keine Zahl über 0.</translation>
    </message>
    <message>
        <source>“%1” is no number from 0 on.</source>
        <translation>„%1“ ist keine Zahl ab 0.</translation>
    </message>
    <message>
        <source>By quantity</source>
        <translation>Je Messgröße</translation>
    </message>
    <message>
        <source>± all steps</source>
        <translation>± alle Schritte</translation>
    </message>
    <message>
        <source>From 0, all steps</source>
        <translation>Ab 0, alle Schritte</translation>
    </message>
    <message>
        <source>From 0, all</source>
        <translation>Ab 0, alle</translation>
    </message>
    <message>
        <source>± this layer</source>
        <translation>± diese Schicht</translation>
    </message>
    <message>
        <source>From 0, this layer</source>
        <translation>Ab 0, diese Schicht</translation>
    </message>
    <message>
        <source>Limits of the colours, each layer by its own largest value</source>
        <translation>Grenzen der Farben, jede Schicht nach ihrem eigenen größten Wert</translation>
    </message>
    <message>
        <source>Limits of the colours, shared by all maps on one scale</source>
        <translation>Grenzen der Farben, gemeinsam für alle Karten einer Skala</translation>
    </message>
    <message>
        <source>of the responses to the probe's stimuli at step %L1</source>
        <translation>der Antworten auf die Prüfreize bei Schritt %L1</translation>
    </message>
    <message>
        <source>the probe has not measured this step</source>
        <translation>bei diesem Schritt wurde nicht gemessen</translation>
    </message>
    <message>
        <source>Correlation of near units minus that of far ones, </source>
        <translation>Korrelation naher Einheiten minus die ferner, </translation>
    </message>
    <message>
        <source>Effective dimensionality </source>
        <translation>Effektive Dimensionalität </translation>
    </message>
    <message>
        <source>%1 limits</source>
        <translation>Grenzen von %1</translation>
    </message>
    <message>
        <source>Outlines σ %1</source>
        <translation>Umrisse σ %L1</translation>
    </message>
    <message>
        <source>|%1| &lt; %2</source>
        <translation>|%1| &lt; %L2</translation>
    </message>
    <message>
        <source>Train it...</source>
        <translation>Trainieren...</translation>
    </message>
    <message>
        <source>Setup opens with the settings of this run, τ 0 and the same seed</source>
        <translation>„Einrichten“ öffnet sich mit den Einstellungen dieses Laufs, τ 0 und demselben Seed</translation>
    </message>
    <message>
        <source>Maps of contrasts</source>
        <translation>Karten der Kontraste</translation>
    </message>
    <message>
        <source>Scroll through contrasts</source>
        <translation>Durch die Kontraste blättern</translation>
    </message>
    <message>
        <source>%1:%2
row %3, column %4</source>
        <translation>%1:%2
Zeile %3, Spalte %4</translation>
    </message>
    <message>
        <source>%1, %2: %3 %4</source>
        <translation>%1, %2: %3 %4</translation>
    </message>
    <message>
        <source>%1: %2 against %3
Key %4 or a click shows it alone</source>
        <translation>%1: %2 gegen %3
Taste %4 oder ein Klick zeigt ihn allein</translation>
    </message>
    <message>
        <source>all others</source>
        <translation>alle anderen</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Not computed yet</source>
        <translation>Noch nicht berechnet</translation>
    </message>
    <message>
        <source>Values at the cursor and of the trained maps</source>
        <translation>Werte am Zeiger und der Karten des trainierten Netzes</translation>
    </message>
    <message>
        <source>Point at a map to read its values, click to keep the unit</source>
        <translation>Zeigen Sie auf eine Karte, um ihre Werte zu lesen; ein Klick hält die Einheit fest</translation>
    </message>
    <message>
        <source>%1 at the linked cursor</source>
        <translation>%1 am verknüpften Zeiger</translation>
    </message>
    <message>
        <source>%1 at the cursor</source>
        <translation>%1 am Zeiger</translation>
    </message>
    <message>
        <source>row %1, column %2 · %3</source>
        <translation>Zeile %1, Spalte %2 · %3</translation>
    </message>
    <message>
        <source>Patches</source>
        <translation>Areale</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>Moran's I</source>
        <translation>Morans I</translation>
    </message>
    <message>
        <source>Max |%1|</source>
        <translation>Max. |%1|</translation>
    </message>
    <message>
        <source>Trained map</source>
        <translation>Karte des trainierten Netzes</translation>
    </message>
    <message>
        <source>outlines: %1</source>
        <translation>Umrisse: %1</translation>
    </message>
    <message>
        <source>Similarity by %1</source>
        <translation>Ähnlichkeit nach %1</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>Text kopieren</translation>
    </message>
    <message>
        <source>Close message</source>
        <translation>Meldung schließen</translation>
    </message>
    <message>
        <source>Details of the message</source>
        <translation>Einzelheiten der Meldung</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Noch</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Endet</translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation>Durchsatz</translation>
    </message>
    <message>
        <source>Throughput, images/s</source>
        <translation>Durchsatz, Bilder/s</translation>
    </message>
    <message>
        <source>Throughput, tokens/s</source>
        <translation>Durchsatz, Token/s</translation>
    </message>
    <message>
        <source>Throughput, rows/s</source>
        <translation>Durchsatz, Zeilen/s</translation>
    </message>
    <message>
        <source>View/Saved workspaces</source>
        <translation>Ansicht/Gespeicherte Arbeitsbereiche</translation>
    </message>
    <message>
        <source>Save workspace</source>
        <translation>Arbeitsbereich speichern</translation>
    </message>
    <message>
        <source>Name of this workspace; one of the same name is replaced</source>
        <translation>Name dieses Arbeitsbereichs; einer gleichen Namens wird ersetzt</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Saved; %1 is in the menu beside the workspaces, and in View.</source>
        <translation>Gespeichert; %1 steht im Menü neben den Arbeitsbereichen und unter Ansicht.</translation>
    </message>
    <message>
        <source>Delete saved workspace</source>
        <translation>Gespeicherten Arbeitsbereich löschen</translation>
    </message>
    <message>
        <source>The panels stay where they are now</source>
        <translation>Die Bereiche bleiben, wo sie jetzt sind</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Save workspace as...</source>
        <translation>Arbeitsbereich speichern als...</translation>
    </message>
    <message>
        <source>Delete saved workspace...</source>
        <translation>Gespeicherten Arbeitsbereich löschen...</translation>
    </message>
    <message>
        <source>No workspace was saved</source>
        <translation>Es wurde kein Arbeitsbereich gespeichert</translation>
    </message>
    <message>
        <source>None saved yet</source>
        <translation>Noch keine gespeichert</translation>
    </message>
    <message>
        <source>Network that is shown</source>
        <translation>Gezeigtes Netz</translation>
    </message>
    <message>
        <source>Preferred angles and circular variance</source>
        <translation>Bevorzugte Winkel und zirkuläre Varianz</translation>
    </message>
    <message>
        <source>%1:%2
row %3, column %4
preferred angle %5°
circular variance %6</source>
        <translation>%1:%2
Zeile %3, Spalte %4
bevorzugter Winkel %5°
zirkuläre Varianz %6</translation>
    </message>
    <message>
        <source>Preferred angle</source>
        <translation>Bevorzugter Winkel</translation>
    </message>
    <message>
        <source>Circular variance</source>
        <translation>Zirkuläre Varianz</translation>
    </message>
    <message>
        <source>Pinwheels + %1</source>
        <translation>Pinwheels + %1</translation>
    </message>
    <message>
        <source>Pinwheels − %1</source>
        <translation>Pinwheels − %1</translation>
    </message>
    <message>
        <source>Mean variance %1</source>
        <translation>Mittlere Varianz %1</translation>
    </message>
    <message>
        <source>variance</source>
        <translation>Varianz</translation>
    </message>
    <message>
        <source>grey: undefined</source>
        <translation>grau: nicht definiert</translation>
    </message>
    <message>
        <source>%1 · %2 × %3</source>
        <translation>%1 · %2 × %3</translation>
    </message>
    <message>
        <source>network	unit	preferred angle, degrees	circular variance</source>
        <translation>Netz	Einheit	bevorzugter Winkel, Grad	zirkuläre Varianz</translation>
    </message>
    <message>
        <source>%1, rows</source>
        <translation>%1, Zeilen</translation>
    </message>
    <message>
        <source>%1, columns</source>
        <translation>%1, Spalten</translation>
    </message>
    <message>
        <source>Two numbers are needed: rows × columns.</source>
        <translation>Es braucht zwei Zahlen: Zeilen × Spalten.</translation>
    </message>
    <message>
        <source>%L1 of %L2 ticked runs are not drawn, without a value of %3: compute it for them in Analyse, or choose another axis.</source>
        <translation>%L1 von %L2 angehakten Läufen sind nicht gezeichnet, ihnen fehlt ein Wert von %3: ihn unter Analyse berechnen oder eine andere Achse wählen.</translation>
    </message>
    <message>
        <source>%L1 of %L2 ticked runs are not drawn, without a value of %3: choose another axis, or untick them.</source>
        <translation>%L1 von %L2 angehakten Läufen sind nicht gezeichnet, ihnen fehlt ein Wert von %3: eine andere Achse wählen oder ihre Haken entfernen.</translation>
    </message>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>What runs up</source>
        <translation>Was nach oben läuft</translation>
    </message>
    <message>
        <source>What runs along</source>
        <translation>Was nach rechts läuft</translation>
    </message>
    <message>
        <source>against</source>
        <translation>gegen</translation>
    </message>
    <message>
        <source>What the plot shows</source>
        <translation>Was das Diagramm zeigt</translation>
    </message>
    <message>
        <source>Hide dominated points</source>
        <translation>Übertroffene Punkte ausblenden</translation>
    </message>
    <message>
        <source>Of these two measures nothing was published</source>
        <translation>Zu diesen beiden Größen wurde nichts veröffentlicht</translation>
    </message>
    <message>
        <source>mean ± s.d. over seeds</source>
        <translation>Mittel ± Standardabweichung über Seeds</translation>
    </message>
    <message>
        <source>No ticked run has both numbers; tick others, or choose other axes.</source>
        <translation>Kein angehakter Lauf hat beide Zahlen; haken Sie andere an oder wählen Sie andere Achsen.</translation>
    </message>
    <message>
        <source>Patches of selective units</source>
        <translation>Areale selektiver Einheiten</translation>
    </message>
    <message>
        <source>Chosen layer</source>
        <translation>Gewählte Schicht</translation>
    </message>
    <message>
        <source>All layers</source>
        <translation>Alle Schichten</translation>
    </message>
    <message>
        <source>Patches of each contrast</source>
        <translation>Areale jedes Kontrasts</translation>
    </message>
    <message>
        <source>Patches of the chosen contrast</source>
        <translation>Areale des gewählten Kontrasts</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontrast</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Area, %</source>
        <translation>Fläche, %</translation>
    </message>
    <message>
        <source>Largest, units</source>
        <translation>Größtes, Einheiten</translation>
    </message>
    <message>
        <source>Peak %1</source>
        <translation>Spitze %1</translation>
    </message>
    <message>
        <source>Mean Moran's I</source>
        <translation>Mittleres Morans I</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>each seed has patches of its own</source>
        <translation>jeder Seed hat eigene Areale</translation>
    </message>
    <message>
        <source>1 patch</source>
        <translation>1 Areal</translation>
    </message>
    <message>
        <source>%L1 patches</source>
        <translation>%L1 Areale</translation>
    </message>
    <message>
        <source>Share of the sheet, %</source>
        <translation>Anteil an der Karte, %</translation>
    </message>
    <message>
        <source>Centre, row</source>
        <translation>Mitte, Zeile</translation>
    </message>
    <message>
        <source>Centre, column</source>
        <translation>Mitte, Spalte</translation>
    </message>
    <message>
        <source>Peak unit</source>
        <translation>Stärkste Einheit</translation>
    </message>
    <message>
        <source>Choose a file or folder</source>
        <translation>Datei oder Ordner wählen</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>Bild speichern…</translation>
    </message>
    <message>
        <source>Save data…</source>
        <translation>Daten speichern…</translation>
    </message>
    <message>
        <source>Copy data</source>
        <translation>Daten kopieren</translation>
    </message>
    <message>
        <source>Send to board</source>
        <translation>Auf die Tafel setzen</translation>
    </message>
    <message>
        <source>Show all of it</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Which plot</source>
        <translation>Welche Darstellung</translation>
    </message>
    <message>
        <source>Numbers of this analysis</source>
        <translation>Zahlen dieser Analyse</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>The check was ended by the system, as if for want of memory; take a smaller batch.</source>
        <translation>Die Prüfung wurde vom System beendet, wie aus Mangel an Speicher; nehmen Sie einen kleineren Batch.</translation>
    </message>
    <message>
        <source>%1 could not check the settings (%2); install it again.</source>
        <translation>%1 konnte die Einstellungen nicht prüfen (%2); installieren Sie es neu.</translation>
    </message>
    <message>
        <source>Cancel the check</source>
        <translation>Prüfung abbrechen</translation>
    </message>
    <message>
        <source>Read the data, build the network and time one batch (F7)</source>
        <translation>Daten lesen, Netz bauen und die Zeit eines Batches messen (F7)</translation>
    </message>
    <message>
        <source>Pre-flight</source>
        <translation>Vorprüfung</translation>
    </message>
    <message>
        <source>for the whole run</source>
        <translation>für den ganzen Lauf</translation>
    </message>
    <message>
        <source>of memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Name of the run</source>
        <translation>Name des Laufs</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Train many runs that differ in some settings (Ctrl+Return)</source>
        <translation>Viele Läufe trainieren, die sich in einigen Einstellungen unterscheiden (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>Start   F5</source>
        <translation>Starten   F5</translation>
    </message>
    <message>
        <source>Cannot start: %1</source>
        <translation>Start nicht möglich: %1</translation>
    </message>
    <message>
        <source>Train with these settings (F5)</source>
        <translation>Mit diesen Einstellungen trainieren (F5)</translation>
    </message>
    <message>
        <source>%1 is taken; the run will be called %2.</source>
        <translation>%1 ist vergeben; der Lauf wird %2 heißen.</translation>
    </message>
    <message>
        <source>on %1, %2</source>
        <translation>auf %1, %2</translation>
    </message>
    <message>
        <source>checking…</source>
        <translation>wird geprüft…</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>could not be checked</source>
        <translation>Prüfung nicht möglich</translation>
    </message>
    <message>
        <source>checked %1 ago</source>
        <translation>vor %1 geprüft</translation>
    </message>
    <message>
        <source>Starting the check, %1</source>
        <translation>Prüfung beginnt, %1</translation>
    </message>
    <message>
        <source>Not checked: %1</source>
        <translation>Nicht geprüft: %1</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>Compare...</source>
        <translation>Vergleichen...</translation>
    </message>
    <message>
        <source>Which weights of the file fit the model</source>
        <translation>Welche Gewichte der Datei zum Modell passen</translation>
    </message>
    <message>
        <source>Limits of selectivity are never below ±%1, so that maps of nothing are pale</source>
        <translation>Grenzen der Selektivität sind nie unter ±%1, damit Karten ohne Befund blass sind</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>Norm</translation>
    </message>
    <message>
        <source>Cosine to blur</source>
        <translation>Kosinus zur Unschärfe</translation>
    </message>
    <message>
        <source>Weight norm</source>
        <translation>Norm der Gewichte</translation>
    </message>
    <message>
        <source>Exponential less power law</source>
        <translation>Exponentiell weniger Potenzgesetz</translation>
    </message>
    <message>
        <source>exponential − power law</source>
        <translation>exponentiell − Potenzgesetz</translation>
    </message>
    <message>
        <source>Class for selectivity</source>
        <translation>Klasse für die Selektivität</translation>
    </message>
    <message>
        <source>Selectivity</source>
        <translation>Selektivität</translation>
    </message>
    <message>
        <source>Responses to the token</source>
        <translation>Antworten auf das Token</translation>
    </message>
    <message>
        <source>unit %L1: %2</source>
        <translation>Einheit %L1: %2</translation>
    </message>
    <message>
        <source>%1 at step %L2</source>
        <translation>%1 bei Schritt %L2</translation>
    </message>
    <message>
        <source>%1 at step %L2: 1 step lost</source>
        <translation>%1 bei Schritt %L2: 1 Schritt verloren</translation>
    </message>
    <message>
        <source>%1 at step %L2: %L3 steps lost</source>
        <translation>%1 bei Schritt %L2: %L3 Schritte verloren</translation>
    </message>
    <message>
        <source>How the run ended</source>
        <translation>Wie der Lauf endete</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Search runs</source>
        <translation>Läufe suchen</translation>
    </message>
    <message>
        <source>Words, and conditions as tau&gt;=1 model:resnet18 state:finished seed:0,1</source>
        <translation>Wörter und Bedingungen wie tau&gt;=1 model:resnet18 state:finished seed:0,1</translation>
    </message>
    <message>
        <source>%L1 of %L2</source>
        <translation>%L1 von %L2</translation>
    </message>
    <message>
        <source>Take this condition away</source>
        <translation>Diese Bedingung wegnehmen</translation>
    </message>
    <message>
        <source>Condition %1, take it away</source>
        <translation>Bedingung %1, wegnehmen</translation>
    </message>
    <message>
        <source>+%1</source>
        <translation>+%1</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Note of the run</source>
        <translation>Notiz zum Lauf</translation>
    </message>
    <message>
        <source>What this run is for, and what was seen</source>
        <translation>Wozu dieser Lauf dient und was zu sehen war</translation>
    </message>
    <message>
        <source>Kept in notes.md of the run's folder.</source>
        <translation>Steht in notes.md im Ordner des Laufs.</translation>
    </message>
    <message>
        <source>The settings of %1 as a new configuration; the run stays as it is.</source>
        <translation>Die Einstellungen von %1 als neue Konfiguration; der Lauf bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>There is no trash: XDG_DATA_HOME is %1, which is not a whole path; set it to one or to nothing.</source>
        <translation>Es gibt keinen Papierkorb: XDG_DATA_HOME ist %1 und damit kein vollständiger Pfad; setzen Sie es auf einen oder auf nichts.</translation>
    </message>
    <message>
        <source>There is no trash: %1 cannot be made; make it, or set XDG_DATA_HOME to a folder of yours.</source>
        <translation>Es gibt keinen Papierkorb: %1 kann nicht angelegt werden; legen Sie den Ordner an oder setzen Sie XDG_DATA_HOME auf einen eigenen.</translation>
    </message>
    <message>
        <source>%1 is being trained and stays; stop it first.</source>
        <translation>%1 wird trainiert und bleibt; halten Sie den Lauf zuerst an.</translation>
    </message>
    <message>
        <source>%1 cannot be moved to the trash; there may be none on this disk.</source>
        <translation>%1 kann nicht in den Papierkorb; vielleicht gibt es auf diesem Datenträger keinen.</translation>
    </message>
    <message>
        <source>%1 is in the trash.</source>
        <translation>%1 ist im Papierkorb.</translation>
    </message>
    <message>
        <source>%L1 runs are in the trash.</source>
        <translation>%L1 Läufe sind im Papierkorb.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>%1 stays in the trash, for there is another run of this name by now; rename that one.</source>
        <translation>%1 bleibt im Papierkorb, denn inzwischen gibt es einen anderen Lauf dieses Namens; benennen Sie den um.</translation>
    </message>
    <message>
        <source>%1 is not in the trash any more.</source>
        <translation>%1 ist nicht mehr im Papierkorb.</translation>
    </message>
    <message>
        <source>Open a run first</source>
        <translation>Öffnen Sie zuerst einen Lauf</translation>
    </message>
    <message>
        <source>Open a run that is not being trained first</source>
        <translation>Öffnen Sie zuerst einen Lauf, der nicht trainiert wird</translation>
    </message>
    <message>
        <source>Rename run</source>
        <translation>Lauf umbenennen</translation>
    </message>
    <message>
        <source>Note of the run...</source>
        <translation>Notiz zum Lauf...</translation>
    </message>
    <message>
        <source>Duplicate as new configuration</source>
        <translation>Als neue Konfiguration duplizieren</translation>
    </message>
    <message>
        <source>Move run to trash</source>
        <translation>Lauf in den Papierkorb</translation>
    </message>
    <message>
        <source>Bring back from the trash</source>
        <translation>Aus dem Papierkorb zurückholen</translation>
    </message>
    <message>
        <source>No run was moved to the trash</source>
        <translation>Es wurde kein Lauf in den Papierkorb gelegt</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>By name, τ, state or note; a run that is being trained is always shown</source>
        <translation>Nach Name, τ, Zustand oder Notiz; ein Lauf, der trainiert wird, steht immer da</translation>
    </message>
    <message>
        <source>No runs here yet. Start the demo or a new run; it appears in this list.</source>
        <translation>Hier sind noch keine Läufe. Starten Sie die Demo oder einen neuen Lauf; er erscheint in dieser Liste.</translation>
    </message>
    <message>
        <source>No run matches the filter.</source>
        <translation>Kein Lauf passt zum Filter.</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>Ordner zeigen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Note...</source>
        <translation>Notiz...</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>In den Papierkorb</translation>
    </message>
    <message>
        <source>Compare %L1 runs</source>
        <translation>%L1 Läufe vergleichen</translation>
    </message>
    <message>
        <source>Copy the paths of %L1 runs</source>
        <translation>Pfade von %L1 Läufen kopieren</translation>
    </message>
    <message>
        <source>Move %L1 runs to trash</source>
        <translation>%L1 Läufe in den Papierkorb</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Wird gespeichert…</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Resume %1</source>
        <translation>%1 fortsetzen</translation>
    </message>
    <message>
        <source>Pause %1</source>
        <translation>%1 unterbrechen</translation>
    </message>
    <message>
        <source>Stop and save %1</source>
        <translation>%1 anhalten und speichern</translation>
    </message>
    <message>
        <source>Save checkpoint</source>
        <translation>Checkpoint speichern</translation>
    </message>
    <message>
        <source>Save checkpoint of %1</source>
        <translation>Checkpoint von %1 speichern</translation>
    </message>
    <message>
        <source>Stop without saving</source>
        <translation>Ohne Speichern anhalten</translation>
    </message>
    <message>
        <source>Stop %1 without saving</source>
        <translation>%1 ohne Speichern anhalten</translation>
    </message>
    <message>
        <source>Saved checkpoint at step %L1.</source>
        <translation>Checkpoint bei Schritt %L1 gespeichert.</translation>
    </message>
    <message>
        <source>No run is being trained, or it is about to do so</source>
        <translation>Kein Lauf wird trainiert, oder er tut es gleich</translation>
    </message>
    <message>
        <source>Resume run</source>
        <translation>Lauf fortsetzen</translation>
    </message>
    <message>
        <source>Only a stopped, interrupted or failed run can be resumed; one that is trained is stopped first</source>
        <translation>Nur ein angehaltener, abgebrochener oder fehlgeschlagener Lauf lässt sich fortsetzen; einer, der trainiert wird, wird zuerst angehalten</translation>
    </message>
    <message>
        <source>Extend...</source>
        <translation>Verlängern...</translation>
    </message>
    <message>
        <source>Only a run that has ended can be extended, and one whose length is in epochs</source>
        <translation>Nur ein beendeter Lauf lässt sich verlängern, und nur einer, dessen Länge in Epochen steht</translation>
    </message>
    <message>
        <source>Start the digits demo</source>
        <translation>Ziffern-Demo starten</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Beschädigt</translation>
    </message>
    <message>
        <source>several</source>
        <translation>mehrere</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>Seed %1</translation>
    </message>
    <message>
        <source>%1 was measured otherwise than the other runs of its data, on %2, and is left out</source>
        <translation>%1 wurde anders gemessen als die anderen Läufe derselben Daten, an %2, und ist ausgelassen</translation>
    </message>
    <message>
        <source>Stimuli: %1</source>
        <translation>Reize: %1</translation>
    </message>
    <message>
        <source>Measured while training; no analysis is stored</source>
        <translation>Beim Training gemessen; keine Analyse ist gespeichert</translation>
    </message>
    <message>
        <source>From the stored analysis</source>
        <translation>Aus der gespeicherten Analyse</translation>
    </message>
    <message>
        <source>From the stored analysis of %L1 of %L2 runs; of the others measured while training</source>
        <translation>Aus der gespeicherten Analyse von %L1 von %L2 Läufen; bei den übrigen beim Training gemessen</translation>
    </message>
    <message>
        <source>%1 is not counted: it has not finished</source>
        <translation>%1 zählt nicht mit: er ist nicht fertig</translation>
    </message>
    <message>
        <source>%1 is not counted: %2 has the same settings and seed</source>
        <translation>%1 zählt nicht mit: %2 hat dieselben Einstellungen und denselben Seed</translation>
    </message>
    <message>
        <source>Pinned: the others are compared with it</source>
        <translation>Angeheftet: die anderen werden damit verglichen</translation>
    </message>
    <message>
        <source>otherwise</source>
        <translation>anders</translation>
    </message>
    <message>
        <source>No runs here yet. Train some, or add runs of another folder and files of weights.</source>
        <translation>Hier sind noch keine Läufe. Trainieren Sie welche, oder fügen Sie Läufe eines anderen Ordners und Gewichtsdateien hinzu.</translation>
    </message>
    <message>
        <source>Table of runs</source>
        <translation>Tabelle der Läufe</translation>
    </message>
    <message>
        <source>Add a checkpoint of %1</source>
        <translation>Checkpoint von %1 hinzufügen</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Pin as baseline</source>
        <translation>Als Baseline anheften</translation>
    </message>
    <message>
        <source>Tick this alone</source>
        <translation>Nur dies anhaken</translation>
    </message>
    <message>
        <source>Remove from the table</source>
        <translation>Aus der Tabelle nehmen</translation>
    </message>
    <message>
        <source>The results of this run are being read.</source>
        <translation>Die Ergebnisse dieses Laufs werden gelesen.</translation>
    </message>
    <message>
        <source>Known once the run has been analysed (Analyse, Run all).</source>
        <translation>Bekannt, sobald der Lauf analysiert ist (Analyse, Alle berechnen).</translation>
    </message>
    <message>
        <source>Search commands</source>
        <translation>Befehle suchen</translation>
    </message>
    <message>
        <source>Search commands (%1)</source>
        <translation>Befehle suchen (%1)</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>%1 geändert</translation>
    </message>
    <message>
        <source>Sections of the configuration</source>
        <translation>Abschnitte der Konfiguration</translation>
    </message>
    <message>
        <source>%1 changed since it was opened</source>
        <translation>%1 seit dem Öffnen geändert</translation>
    </message>
    <message>
        <source>A run is being trained in this window; stop it first, or start the other one with the command line.</source>
        <translation>In diesem Fenster wird ein Lauf trainiert; halten Sie ihn zuerst an oder starten Sie den anderen auf der Kommandozeile.</translation>
    </message>
    <message>
        <source>Stopped before the first step; nothing was trained.</source>
        <translation>Vor dem ersten Schritt angehalten; es wurde nichts trainiert.</translation>
    </message>
    <message>
        <source>The name %1 is taken, so this run is called %2.</source>
        <translation>Der Name %1 ist vergeben, deshalb heißt dieser Lauf %2.</translation>
    </message>
    <message>
        <source>%1 was stopped with a checkpoint, for no process could be started to go on with it; resume it here.</source>
        <translation>%1 wurde mit einem Checkpoint angehalten, denn kein Prozess konnte gestartet werden, der weitertrainiert; setzen Sie den Lauf hier fort.</translation>
    </message>
    <message>
        <source>all %L1 tensors matched</source>
        <translation>alle %L1 Tensoren zugeordnet</translation>
    </message>
    <message>
        <source>τ %1</source>
        <translation>τ %1</translation>
    </message>
    <message>
        <source>τ unknown</source>
        <translation>τ unbekannt</translation>
    </message>
    <message>
        <source>number of attention heads unknown</source>
        <translation>Zahl der Attention-Köpfe unbekannt</translation>
    </message>
    <message>
        <source>%L1 of %L2 sheets</source>
        <translation>%L1 von %L2 Karten</translation>
    </message>
    <message>
        <source>No layer was trained with TopoLoss, or hardly.</source>
        <translation>Keine Schicht wurde mit TopoLoss trainiert, oder kaum.</translation>
    </message>
    <message>
        <source>Trained with TopoLoss: %1.</source>
        <translation>Mit TopoLoss trainiert: %1.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>%L1, all matched</source>
        <translation>%L1, alle zugeordnet</translation>
    </message>
    <message>
        <source>%L1, of which %L2 are not used</source>
        <translation>%L1, davon %L2 nicht verwendet</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>Tensoren</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>Sheets</source>
        <translation>Karten</translation>
    </message>
    <message>
        <source>TopoLoss</source>
        <translation>TopoLoss</translation>
    </message>
    <message>
        <source>in no layer, or hardly</source>
        <translation>in keiner Schicht, oder kaum</translation>
    </message>
    <message>
        <source>what was made last</source>
        <translation>was zuletzt angelegt wurde</translation>
    </message>
    <message>
        <source>The program ended while it opened %1, so it starts without it.</source>
        <translation>Das Programm endete, während es %1 öffnete, und beginnt deshalb ohne.</translation>
    </message>
    <message>
        <source>Open it again</source>
        <translation>Noch einmal öffnen</translation>
    </message>
    <message>
        <source>%1, which was open, is not there any more.</source>
        <translation>%1 war offen und ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Frozen at start</source>
        <translation>Seit Start fest</translation>
    </message>
    <message>
        <source>Network of the file that is shown</source>
        <translation>Gezeigtes Netz der Datei</translation>
    </message>
    <message>
        <source>The file holds several networks; FILE#NAME opens one of them</source>
        <translation>Die Datei enthält mehrere Netze; DATEI#NAME öffnet eines davon</translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>ohne Namen</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <comment>read aloud</comment>
        <translation>Einstellung suchen</translation>
    </message>
    <message>
        <source>The first weights cannot be shown: those to start from do not fit, as is said at Weights.</source>
        <translation>Die ersten Gewichte lassen sich nicht zeigen: die zum Anfang passen nicht, wie bei Gewichte steht.</translation>
    </message>
    <message>
        <source>Preset %1</source>
        <translation>Vorlage %1</translation>
    </message>
    <message>
        <source>the check was cancelled; F7 checks again.</source>
        <translation>die Prüfung wurde abgebrochen; F7 prüft noch einmal.</translation>
    </message>
    <message>
        <source>%1 is to be mended first.</source>
        <translation>%1 ist zuerst zu beheben.</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Load what fits</source>
        <translation>Passendes laden</translation>
    </message>
    <message>
        <source>Cortical sheet</source>
        <translation>Kortexkarte</translation>
    </message>
    <message>
        <source>The flat map is drawn without OpenGL: the 3-D view needs OpenGL 3.2, found %1.</source>
        <translation>Die Karte wird flach und ohne OpenGL gezeichnet: die 3-D-Ansicht braucht OpenGL 3.2, gefunden wurde %1.</translation>
    </message>
    <message>
        <source>none (switched off by STUDIO_NO_OPENGL)</source>
        <translation>keines (durch STUDIO_NO_OPENGL abgeschaltet)</translation>
    </message>
    <message>
        <source>the display "%1"</source>
        <translation>die Anzeige „%1“</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keines</translation>
    </message>
    <message>
        <source>%1 · no cosine: too small for the blur</source>
        <translation>%1 · kein Kosinus: zu klein für die Unschärfe</translation>
    </message>
    <message>
        <source>%1 · measured at step %L2</source>
        <translation>%1 · gemessen bei Schritt %L2</translation>
    </message>
    <message>
        <source>%1 · not measured at step %L2</source>
        <translation>%1 · bei Schritt %L2 nicht gemessen</translation>
    </message>
    <message>
        <source>Cortical sheets of a run are shown here, from step 0 on.</source>
        <translation>Hier erscheinen die Kortexkarten eines Laufs, von Schritt 0 an.</translation>
    </message>
    <message>
        <source>The layers of this run are being read.</source>
        <translation>Die Schichten dieses Laufs werden gelesen.</translation>
    </message>
    <message>
        <source>±%1</source>
        <translation>±%1</translation>
    </message>
    <message>
        <source>0 to %1</source>
        <translation>0 bis %1</translation>
    </message>
    <message>
        <source>%1, not measured</source>
        <translation>%1, nicht gemessen</translation>
    </message>
    <message>
        <source>%1 · %L2 beyond</source>
        <translation>%1 · %L2 außerhalb</translation>
    </message>
    <message>
        <source>The stored maps are being read.</source>
        <translation>Die gespeicherten Karten werden gelesen.</translation>
    </message>
    <message>
        <source>No maps of this run are stored.</source>
        <translation>Von diesem Lauf sind keine Karten gespeichert.</translation>
    </message>
    <message>
        <source>Maps appear from step 0 on; the sheets will look like this.</source>
        <translation>Karten erscheinen von Schritt 0 an; so werden sie aussehen.</translation>
    </message>
    <message>
        <source>%1. The sheets will look like this.</source>
        <translation>%1. So werden die Karten aussehen.</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Shortcuts of all commands</source>
        <translation>Tastenkürzel aller Befehle</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Similarity of maps</source>
        <translation>Ähnlichkeit der Karten</translation>
    </message>
    <message>
        <source>%1 and %2
Pearson %3
SSIM %4
Spearman %5</source>
        <translation>%1 und %2
Pearson %3
SSIM %4
Spearman %5</translation>
    </message>
    <message>
        <source>Pearson</source>
        <translation>Pearson</translation>
    </message>
    <message>
        <source>SSIM</source>
        <translation>SSIM</translation>
    </message>
    <message>
        <source>Spearman</source>
        <translation>Spearman</translation>
    </message>
    <message>
        <source>Maps of contrasts compared with each other</source>
        <translation>Karten der Kontraste miteinander verglichen</translation>
    </message>
    <message>
        <source>layer	contrast	contrast	Pearson	SSIM	Spearman</source>
        <translation>Schicht	Kontrast	Kontrast	Pearson	SSIM	Spearman</translation>
    </message>
    <message>
        <source>%1 seeds of %2</source>
        <translation>%1 Seeds von %2</translation>
    </message>
    <message>
        <source>Random weights</source>
        <translation>Zufällige Gewichte</translation>
    </message>
    <message>
        <source>%1, seeds %2</source>
        <translation>%1, Seeds %2</translation>
    </message>
    <message>
        <source>%1, step %L2</source>
        <translation>%1, Schritt %L2</translation>
    </message>
    <message>
        <source>%1
Pinned: the others are compared with it</source>
        <translation>%1
Angeheftet: die anderen werden damit verglichen</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>angeheftet</translation>
    </message>
    <message>
        <source>Networks that are looked at</source>
        <translation>Betrachtete Netze</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>Tables show the difference of the others to the pinned network</source>
        <translation>Tabellen zeigen den Unterschied der anderen zum angehefteten Netz</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Take the chosen network out of the list</source>
        <translation>Das gewählte Netz aus der Liste nehmen</translation>
    </message>
    <message>
        <source>All seeds of</source>
        <translation>Alle Seeds von</translation>
    </message>
    <message>
        <source>Checkpoint of the open run</source>
        <translation>Checkpoint des offenen Laufs</translation>
    </message>
    <message>
        <source>File of weights...</source>
        <translation>Gewichtsdatei...</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>File of weights</source>
        <translation>Gewichtsdatei</translation>
    </message>
    <message>
        <source>Weights (*.pt *.pth *.safetensors *.bin);;All files (*)</source>
        <translation>Gewichte (*.pt *.pth *.safetensors *.bin);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Stack of cortical sheets</source>
        <translation>Stapel der Kortexkarten</translation>
    </message>
    <message>
        <source>The sheets of all layers of a run are shown here as a stack, early layers in front.</source>
        <translation>Hier erscheinen die Karten aller Schichten eines Laufs als Stapel, frühe Schichten vorn.</translation>
    </message>
    <message>
        <source>1 layer</source>
        <translation>1 Schicht</translation>
    </message>
    <message>
        <source>%L1 layers</source>
        <translation>%L1 Schichten</translation>
    </message>
    <message>
        <source>Maps appear from step 0 on.</source>
        <translation>Karten erscheinen von Schritt 0 an.</translation>
    </message>
    <message>
        <source>1 layer: there is nothing to stack; it is seen whole as a sheet.</source>
        <translation>1 Schicht: Es gibt nichts zu stapeln; als Karte sieht man sie ganz.</translation>
    </message>
    <message>
        <source>Early layers in front, late ones behind; the histogram is that of %1.</source>
        <translation>Frühe Schichten vorn, späte hinten; das Histogramm ist das von %1.</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>Fortschritt des Laufs</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Choose a folder of images sorted by category</source>
        <translation>Ordner mit Bildern nach Kategorien wählen</translation>
    </message>
    <message>
        <source>Surprisal: -log p of a token given those before it</source>
        <translation>Überraschung: -log p eines Tokens nach denen davor</translation>
    </message>
    <message>
        <source>%L1 bits</source>
        <translation>%L1 Bit</translation>
    </message>
    <message>
        <source>Values of %1</source>
        <translation>Werte von %1</translation>
    </message>
    <message>
        <source>All runs keep the form's value</source>
        <translation>Alle Läufe behalten den Wert des Formulars</translation>
    </message>
    <message>
        <source>Leave %1 as it is</source>
        <translation>%1 so lassen</translation>
    </message>
    <message>
        <source>Add value</source>
        <translation>Wert hinzufügen</translation>
    </message>
    <message>
        <source>Weights to start from</source>
        <translation>Gewichte, mit denen begonnen wird</translation>
    </message>
    <message>
        <source>Folder of the data</source>
        <translation>Ordner der Daten</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>Sweep</translation>
    </message>
    <message>
        <source>Setting that is to differ too</source>
        <translation>Einstellung, die sich auch unterscheiden soll</translation>
    </message>
    <message>
        <source>Add setting</source>
        <translation>Einstellung hinzufügen</translation>
    </message>
    <message>
        <source>With a baseline: the same with τ 0 and no further loss</source>
        <translation>Mit Baseline: dasselbe mit τ 0 und ohne weiteren Loss</translation>
    </message>
    <message>
        <source>Runs at once</source>
        <translation>Läufe zugleich</translation>
    </message>
    <message>
        <source>The processors' cores are shared out among them</source>
        <translation>Die Prozessorkerne werden unter ihnen aufgeteilt</translation>
    </message>
    <message>
        <source>Name of the sweep</source>
        <translation>Name des Sweeps</translation>
    </message>
    <message>
        <source>A queue of this name is there: the runs are added to it.</source>
        <translation>Eine Warteschlange dieses Namens ist da: die Läufe kommen hinzu.</translation>
    </message>
    <message>
        <source>those that are there are taken</source>
        <translation>vorhandene werden übernommen</translation>
    </message>
    <message>
        <source>1 run</source>
        <translation>1 Lauf</translation>
    </message>
    <message>
        <source>%L1 runs</source>
        <translation>%L1 Läufe</translation>
    </message>
    <message>
        <source>timing a batch…</source>
        <translation>ein Batch wird gemessen…</translation>
    </message>
    <message>
        <source>could not be timed</source>
        <translation>nicht messbar</translation>
    </message>
    <message>
        <source>for all</source>
        <translation>für alle</translation>
    </message>
    <message>
        <source>on disk, %1 free</source>
        <translation>auf der Platte, %1 frei</translation>
    </message>
    <message>
        <source>on disk</source>
        <translation>auf der Platte</translation>
    </message>
    <message>
        <source>The disk has too little space for all of them; free some, or keep fewer checkpoints.</source>
        <translation>Die Platte hat zu wenig Platz für alle; schaffen Sie Platz, oder behalten Sie weniger Checkpoints.</translation>
    </message>
    <message>
        <source>Queue 1 run</source>
        <translation>1 Lauf einreihen</translation>
    </message>
    <message>
        <source>Queue %L1 runs</source>
        <translation>%L1 Läufe einreihen</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Gestrichen</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>%1 · was there as %2</source>
        <translation>%1 · war da als %2</translation>
    </message>
    <message>
        <source>%1 at step %L2, goes on from there</source>
        <translation>%1 bei Schritt %L2, geht dort weiter</translation>
    </message>
    <message>
        <source>Runs of the queue</source>
        <translation>Läufe der Warteschlange</translation>
    </message>
    <message>
        <source>Queue that is shown</source>
        <translation>Gezeigte Warteschlange</translation>
    </message>
    <message>
        <source>Earlier (Alt+Up)</source>
        <translation>Früher (Alt+Hoch)</translation>
    </message>
    <message>
        <source>Later (Alt+Down)</source>
        <translation>Später (Alt+Runter)</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Streichen</translation>
    </message>
    <message>
        <source>%L1 of %L2 finished</source>
        <translation>%L1 von %L2 fertig</translation>
    </message>
    <message>
        <source>, %L1 failed</source>
        <translation>, %L1 gescheitert</translation>
    </message>
    <message>
        <source> · no process works on it</source>
        <translation> · kein Prozess arbeitet daran</translation>
    </message>
    <message>
        <source> · paused</source>
        <translation> · angehalten</translation>
    </message>
    <message>
        <source> · %1 left</source>
        <translation> · noch %1</translation>
    </message>
    <message>
        <source>Runs at work pause too; none is begun</source>
        <translation>Auch laufende halten an; keiner beginnt</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>A process of its own trains the runs; it outlives this window</source>
        <translation>Ein eigener Prozess trainiert die Läufe; er überlebt dieses Fenster</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>Zurücklegen</translation>
    </message>
    <message>
        <source>It waits in the queue again and goes on from its last checkpoint</source>
        <translation>Er wartet wieder und geht beim letzten Checkpoint weiter</translation>
    </message>
    <message>
        <source>Leave it out; a run at work saves a checkpoint and ends (Delete)</source>
        <translation>Weglassen; ein laufender speichert einen Checkpoint und endet (Entf)</translation>
    </message>
    <message>
        <source>No process could be started to go on with the queue; install the program again.</source>
        <translation>Es konnte kein Prozess gestartet werden, der die Warteschlange abarbeitet; installieren Sie das Programm neu.</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Text drawn by the network</source>
        <translation>Text, den das Netz zieht</translation>
    </message>
    <message>
        <source>Text is drawn with each stored snapshot; of this one there is none.</source>
        <translation>Zu jedem gespeicherten Stand wird Text gezogen; zu diesem gibt es keinen.</translation>
    </message>
    <message>
        <source>Type a sentence that the network reads</source>
        <translation>Satz eingeben, den das Netz liest</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>Satz</translation>
    </message>
    <message>
        <source>Each token is shown with its surprisal: how unlikely the network found it after those before it.</source>
        <translation>Jedes Token steht mit seiner Überraschung: wie unwahrscheinlich das Netz es nach denen davor fand.</translation>
    </message>
    <message>
        <source>No checkpoint of this run is stored yet; the sentence is read as soon as there is one.</source>
        <translation>Von diesem Lauf ist noch kein Checkpoint gespeichert; der Satz wird gelesen, sobald es einen gibt.</translation>
    </message>
    <message>
        <source>How many attention heads the network has is not known; name them in the panel Setup.</source>
        <translation>Wie viele Aufmerksamkeitsköpfe das Netz hat, ist nicht bekannt; nennen Sie sie im Feld Einrichten.</translation>
    </message>
    <message>
        <source>%1 bits a token on average (%2 nats).</source>
        <translation>Im Mittel %1 Bit je Token (%2 Nat).</translation>
    </message>
    <message>
        <source>%1, response to %2</source>
        <translation>%1, Antwort auf %2</translation>
    </message>
    <message>
        <source>Time bar of stored maps</source>
        <translation>Zeitleiste der gespeicherten Karten</translation>
    </message>
    <message>
        <source>Previous stored maps (,)</source>
        <translation>Vorige gespeicherte Karten (,)</translation>
    </message>
    <message>
        <source>Play the stored maps</source>
        <translation>Gespeicherte Karten abspielen</translation>
    </message>
    <message>
        <source>Next stored maps (.)</source>
        <translation>Nächste gespeicherte Karten (.)</translation>
    </message>
    <message>
        <source>Previous stored maps (,)
Home on the time bar: the first ones</source>
        <translation>Vorige gespeicherte Karten (,)
Pos1 auf der Zeitleiste: die ersten</translation>
    </message>
    <message>
        <source>Next stored maps (.)
End on the time bar: the last ones</source>
        <translation>Nächste gespeicherte Karten (.)
Ende auf der Zeitleiste: die letzten</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Follow the newest maps (L)</source>
        <translation>Den neuesten Karten folgen (L)</translation>
    </message>
    <message>
        <source>%1×</source>
        <translation>%1×</translation>
    </message>
    <message>
        <source>Speed of playing</source>
        <translation>Geschwindigkeit beim Abspielen</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>Letzte</translation>
    </message>
    <message>
        <source>epoch %L1</source>
        <translation>Epoche %L1</translation>
    </message>
    <message>
        <source>one moment</source>
        <translation>ein Zeitpunkt</translation>
    </message>
    <message>
        <source>no maps yet</source>
        <translation>noch keine Karten</translation>
    </message>
    <message>
        <source>reading maps</source>
        <translation>Karten werden gelesen</translation>
    </message>
    <message>
        <source>Step %L1, end of epoch %L2</source>
        <translation>Schritt %L1, Ende der Epoche %L2</translation>
    </message>
    <message>
        <source>%1: maps are still to come</source>
        <translation>%1: Karten kommen noch</translation>
    </message>
    <message>
        <source>%1: maps come when the run goes on</source>
        <translation>%1: Karten kommen, wenn der Lauf weitergeht</translation>
    </message>
    <message>
        <source>%1: maps are stored</source>
        <translation>%1: Karten sind gespeichert</translation>
    </message>
    <message>
        <source>%1: %2 was not measured</source>
        <translation>%1: %2 wurde nicht gemessen</translation>
    </message>
    <message>
        <source>%1: a checkpoint, without stored maps</source>
        <translation>%1: ein Checkpoint, ohne gespeicherte Karten</translation>
    </message>
    <message>
        <source>Saved workspaces</source>
        <translation>Gespeicherte Arbeitsbereiche</translation>
    </message>
    <message>
        <source>Workspaces that you have saved; save this one</source>
        <translation>Gespeicherte Arbeitsbereiche; diesen speichern</translation>
    </message>
    <message>
        <source>More menus</source>
        <translation>Weitere Menüs</translation>
    </message>
    <message>
        <source>Tokens and their surprisal</source>
        <translation>Token und ihre Überraschung</translation>
    </message>
    <message>
        <source>%1: %2 bits (%3 nats)</source>
        <translation>%1: %2 Bit (%3 Nat)</translation>
    </message>
    <message>
        <source>%1: nothing stands before it that it could be expected from</source>
        <translation>%1: davor steht nichts, woraus es zu erwarten wäre</translation>
    </message>
    <message>
        <source>%1: undefined</source>
        <translation>%1: undefiniert</translation>
    </message>
    <message>
        <source>Configuration as TOML</source>
        <translation>Konfiguration als TOML</translation>
    </message>
    <message>
        <source>Copy the TOML</source>
        <translation>TOML kopieren</translation>
    </message>
    <message>
        <source>config.toml line 1: this is over a megabyte, too long for a configuration; paste only its settings.</source>
        <translation>config.toml Zeile 1: das ist über ein Megabyte und zu lang für eine Konfiguration; fügen Sie nur deren Einstellungen ein.</translation>
    </message>
    <message>
        <source>Edit TOML</source>
        <translation>TOML bearbeiten</translation>
    </message>
    <message>
        <source>in step with the form</source>
        <translation>wie das Formular</translation>
    </message>
    <message>
        <source>not read: the form keeps what it had</source>
        <translation>nicht gelesen: das Formular behält seine Werte</translation>
    </message>
    <message>
        <source>More commands</source>
        <translation>Weitere Befehle</translation>
    </message>
    <message>
        <source>Commands that find no space here</source>
        <translation>Befehle, für die hier kein Platz ist</translation>
    </message>
    <message>
        <source>Trade-off</source>
        <translation>Abwägung</translation>
    </message>
    <message>
        <source>Values of the unit</source>
        <translation>Werte der Einheit</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Ansichten</translation>
    </message>
    <message>
        <source>All views</source>
        <translation>Alle Ansichten</translation>
    </message>
    <message>
        <source>All views, also those whose tabs find no room</source>
        <translation>Alle Ansichten, auch die, deren Reiter keinen Platz finden</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>passt</translation>
    </message>
    <message>
        <source>another shape</source>
        <translation>andere Form</translation>
    </message>
    <message>
        <source>missing in the file</source>
        <translation>fehlt in der Datei</translation>
    </message>
    <message>
        <source>unknown to the model</source>
        <translation>dem Modell unbekannt</translation>
    </message>
    <message>
        <source>whole numbers, as of quantized weights</source>
        <translation>ganze Zahlen, wie bei quantisierten Gewichten</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>%1 wird gelesen…</translation>
    </message>
    <message>
        <source>Show those that fit too</source>
        <translation>Auch die passenden zeigen</translation>
    </message>
    <message>
        <source>Weights and model</source>
        <translation>Gewichte und Modell</translation>
    </message>
    <message>
        <source>Weights of the file and of the model</source>
        <translation>Gewichte der Datei und des Modells</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>In der Datei</translation>
    </message>
    <message>
        <source>In the model</source>
        <translation>Im Modell</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Was nicht stimmt</translation>
    </message>
    <message>
        <source>%L1 of %L2 weights of %3 are in %4 with the same shape. The others would begin at random, and what %3 does not know is left out.</source>
        <translation>%L1 von %L2 Gewichten von %3 sind in %4 mit derselben Form. Die anderen würden zufällig beginnen, und was %3 nicht kennt, bleibt weg.</translation>
    </message>
    <message>
        <source>The nearest model is %1.</source>
        <translation>Das nächste Modell ist %1.</translation>
    </message>
    <message>
        <source>Weights of the unit</source>
        <translation>Gewichte der Einheit</translation>
    </message>
    <message>
        <source>%1: %L2 of %L3 runs</source>
        <translation>%1: %L2 von %L3 Läufen</translation>
    </message>
    <message>
        <source>Train a topographic network or open one. Nothing is sent anywhere.</source>
        <translation>Trainieren Sie ein topografisches Netz oder öffnen Sie eines. Nichts wird irgendwohin gesendet.</translation>
    </message>
    <message>
        <source>Choose a preset and your data</source>
        <translation>Vorlage und eigene Daten wählen</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation>Strg+N</translation>
    </message>
    <message>
        <source>A run, a configuration or weights (.pt, .safetensors)</source>
        <translation>Lauf, Konfiguration oder Gewichte (.pt, .safetensors)</translation>
    </message>
    <message>
        <source>Ctrl+O</source>
        <translation>Strg+O</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Runs, configurations and weights that you open are listed here. You can also drop any of them on this window.</source>
        <translation>Hier stehen die Läufe, Konfigurationen und Gewichte, die Sie öffnen. Sie können sie auch auf dieses Fenster ziehen.</translation>
    </message>
    <message>
        <source>time on this computer</source>
        <translation>Zeit auf diesem Rechner</translation>
    </message>
    <message>
        <source>needs data</source>
        <translation>braucht Daten</translation>
    </message>
    <message>
        <source>Training runs on %1.</source>
        <translation>Trainiert wird auf %1.</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>There is no view called %1; known are %2.</source>
        <translation>Keine Ansicht heißt %1; es gibt %2.</translation>
    </message>
    <message>
        <source>Integration windows, layer by layer</source>
        <translation>Integrationsfenster, Schicht für Schicht</translation>
    </message>
    <message>
        <source>Integration windows, %1</source>
        <translation>Integrationsfenster, %1</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>Analyse</source>
        <translation>Analyse</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Abbildung</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Setup</source>
        <translation>Einrichten</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message>
        <source>This view has no table to copy; its maps are exported beside the figure.</source>
        <translation>Diese Ansicht hat keine Tabelle zum Kopieren; ihre Karten werden neben der Abbildung exportiert.</translation>
    </message>
    <message>
        <source>and %L1 more</source>
        <translation>und %L1 weitere</translation>
    </message>
    <message>
        <source>%1 and one other</source>
        <translation>%1 und einem weiteren</translation>
    </message>
    <message>
        <source>%1 and %2 others</source>
        <translation>%1 und %2 weiteren</translation>
    </message>
    <message>
        <source>%1 of %2 was measured with other stimuli or settings than the rest and is left out; Run all in the workspace Analyse measures all alike</source>
        <translation>%1 von %2 wurde mit anderen Reizen oder Einstellungen gemessen als die übrigen und fehlt; „Alle berechnen“ im Arbeitsbereich Analyse misst alle gleich</translation>
    </message>
    <message>
        <source>No results of %1 in %2; Run all in the workspace Analyse finds them</source>
        <translation>Keine Ergebnisse von %1 in %2; „Alle berechnen“ im Arbeitsbereich Analyse findet sie</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>, EMA %1</source>
        <translation>, EMA %1</translation>
    </message>
    <message>
        <source>Exporting: reading the run</source>
        <translation>Export: Lauf wird gelesen</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Fortschritt des Exports</translation>
    </message>
    <message>
        <source>Cancel the export</source>
        <translation>Den Export abbrechen</translation>
    </message>
    <message>
        <source>Cancelling the export</source>
        <translation>Der Export wird abgebrochen</translation>
    </message>
    <message>
        <source>Exporting %L1 of %L2: %3</source>
        <translation>Export %L1 von %L2: %3</translation>
    </message>
    <message>
        <source>safetensors (*.safetensors)</source>
        <translation>safetensors (*.safetensors)</translation>
    </message>
    <message>
        <source>PyTorch (*.pt)</source>
        <translation>PyTorch (*.pt)</translation>
    </message>
    <message>
        <source>PyTorch, with BlurPool (*.pt)</source>
        <translation>PyTorch, mit BlurPool (*.pt)</translation>
    </message>
    <message>
        <source>PyTorch, without BlurPool (*.pt)</source>
        <translation>PyTorch, ohne BlurPool (*.pt)</translation>
    </message>
    <message>
        <source>Export checkpoint</source>
        <translation>Checkpoint exportieren</translation>
    </message>
    <message>
        <source>The data have changed</source>
        <translation>Die Daten haben sich geändert</translation>
    </message>
    <message>
        <source>The data of %1 are not those it was trained with: %2. Go on with the data as they are now? The run records it.</source>
        <translation>Die Daten von %1 sind nicht die, mit denen trainiert wurde: %2. Mit den jetzigen Daten fortfahren? Der Lauf hält es fest.</translation>
    </message>
    <message>
        <source>Go on with these data</source>
        <translation>Mit diesen Daten fortfahren</translation>
    </message>
    <message>
        <source>The checkpoints are lost</source>
        <translation>Die Checkpoints sind verloren</translation>
    </message>
    <message>
        <source>%1. Copy its folder checkpoints back and resume it then, or start again: its curves and maps are replaced.</source>
        <translation>%1. Kopieren Sie den Ordner checkpoints zurück und setzen Sie dann fort, oder beginnen Sie neu: Kurven und Karten werden ersetzt.</translation>
    </message>
    <message>
        <source>Start again from step 0</source>
        <translation>Neu bei Schritt 0 beginnen</translation>
    </message>
    <message>
        <source>Another machine may train this run</source>
        <translation>Vielleicht trainiert ein anderer Rechner diesen Lauf</translation>
    </message>
    <message>
        <source>%1: %2 Take it over only if that process has ended; two processes that train one run damage it.</source>
        <translation>%1: %2 Übernehmen Sie ihn nur, wenn jener Prozess beendet ist; zwei Prozesse, die einen Lauf trainieren, beschädigen ihn.</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Open runs folder...</source>
        <translation>Ordner der Läufe öffnen...</translation>
    </message>
    <message>
        <source>Name the attention heads...</source>
        <translation>Zahl der Aufmerksamkeitsköpfe angeben...</translation>
    </message>
    <message>
        <source>Only of a file of weights that does not say how many there are</source>
        <translation>Nur bei einer Gewichtsdatei, die nicht sagt, wie viele es sind</translation>
    </message>
    <message>
        <source>Export figure...</source>
        <translation>Abbildung exportieren...</translation>
    </message>
    <message>
        <source>Nothing to export yet: open a view with data</source>
        <translation>Noch nichts zu exportieren: öffnen Sie eine Ansicht mit Daten</translation>
    </message>
    <message>
        <source>Open a run, and a view that a panel of the board can show</source>
        <translation>Öffnen Sie einen Lauf und eine Ansicht, die ein Teilbild der Tafel zeigen kann</translation>
    </message>
    <message>
        <source>Export checkpoint...</source>
        <translation>Checkpoint exportieren...</translation>
    </message>
    <message>
        <source>There are no weights yet: open a run with a checkpoint, or a file of weights</source>
        <translation>Noch keine Gewichte: öffnen Sie einen Lauf mit Checkpoint oder eine Gewichtsdatei</translation>
    </message>
    <message>
        <source>Export everything of this run...</source>
        <translation>Alles von diesem Lauf exportieren...</translation>
    </message>
    <message>
        <source>Open a run first; one export at a time</source>
        <translation>Öffnen Sie zuerst einen Lauf; ein Export zur Zeit</translation>
    </message>
    <message>
        <source>Show run folder</source>
        <translation>Ordner des Laufs zeigen</translation>
    </message>
    <message>
        <source>Close run</source>
        <translation>Lauf schließen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>View/Theme</source>
        <translation>Ansicht/Farbschema</translation>
    </message>
    <message>
        <source>View/Language</source>
        <translation>Ansicht/Sprache</translation>
    </message>
    <message>
        <source>The language changes with the next start of the program.</source>
        <translation>Die Sprache wechselt mit dem nächsten Start des Programms.</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>Anordnung zurücksetzen</translation>
    </message>
    <message>
        <source>System theme</source>
        <translation>Farbschema des Systems</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>Helles Farbschema</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>Dunkles Farbschema</translation>
    </message>
    <message>
        <source>Language of the system</source>
        <translation>Sprache des Systems</translation>
    </message>
    <message>
        <source>Tools/Settings</source>
        <translation>Werkzeuge/Einstellungen</translation>
    </message>
    <message>
        <source>Open the window as it was left</source>
        <translation>Fenster öffnen, wie es verlassen wurde</translation>
    </message>
    <message>
        <source>Notify of the end of runs over 5 minutes, unless the window is in front</source>
        <translation>Das Ende von Läufen über 5 Minuten melden, außer das Fenster ist vorn</translation>
    </message>
    <message>
        <source>TopoNets Studio %1
LibTorch %2
Qt %3
Device: %4
%5
OpenGL: %6
Runs: %7</source>
        <translation>TopoNets Studio %1
LibTorch %2
Qt %3
Gerät: %4
%5
OpenGL: %6
Läufe: %7</translation>
    </message>
    <message>
        <source>3.2 or newer</source>
        <translation>3.2 oder neuer</translation>
    </message>
    <message>
        <source>System information</source>
        <translation>Systeminformationen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Limits of 99 % of the values</source>
        <translation>Grenzen von 99 % der Werte</translation>
    </message>
    <message>
        <source>Reset limits</source>
        <translation>Grenzen zurücksetzen</translation>
    </message>
    <message>
        <source>Run all</source>
        <translation>Alle berechnen</translation>
    </message>
    <message>
        <source>Stop analyses</source>
        <translation>Analysen anhalten</translation>
    </message>
    <message>
        <source>No analysis is running</source>
        <translation>Es läuft keine Analyse</translation>
    </message>
    <message>
        <source>Choose stimuli...</source>
        <translation>Reize wählen...</translation>
    </message>
    <message>
        <source>Show gratings to the network</source>
        <translation>Dem Netz Gitter zeigen</translation>
    </message>
    <message>
        <source>Open a network that takes images first</source>
        <translation>Öffnen Sie zuerst ein Netz, das Bilder nimmt</translation>
    </message>
    <message>
        <source>Train a baseline...</source>
        <translation>Baseline trainieren...</translation>
    </message>
    <message>
        <source>Only a run with τ above 0 has a baseline</source>
        <translation>Nur ein Lauf mit τ über 0 hat eine Baseline</translation>
    </message>
    <message>
        <source>Linked cursor</source>
        <translation>Verknüpfter Zeiger</translation>
    </message>
    <message>
        <source>Outlines</source>
        <translation>Umrisse</translation>
    </message>
    <message>
        <source>Raised maps</source>
        <translation>Karten als Relief</translation>
    </message>
    <message>
        <source>Nothing to copy yet: open a view with data</source>
        <translation>Noch nichts zu kopieren: öffnen Sie eine Ansicht mit Daten</translation>
    </message>
    <message>
        <source>Save network</source>
        <translation>Netz speichern</translation>
    </message>
    <message>
        <source>Share that is left out</source>
        <translation>Anteil, der wegfällt</translation>
    </message>
    <message>
        <source>Files of weights (%1)</source>
        <translation>Dateien mit Gewichten (%1)</translation>
    </message>
    <message>
        <source>step 0</source>
        <translation>Schritt 0</translation>
    </message>
    <message>
        <source>τ %1, seed %2</source>
        <translation>τ %L1, Seed %2</translation>
    </message>
    <message>
        <source>Contrasts need images sorted by category. A folder with sub-folders (faces/, bodies/, ...) or fLoc files (adult-1.jpg, ...) works.</source>
        <translation>Kontraste brauchen Bilder nach Kategorien. Es genügt ein Ordner mit Unterordnern (faces/, bodies/, ...) oder mit fLoc-Dateien (adult-1.jpg, ...).</translation>
    </message>
    <message>
        <source>%1 needs stimuli at several angles: gratings or bars.</source>
        <translation>%1 braucht Reize in mehreren Winkeln: Gitter oder Balken.</translation>
    </message>
    <message>
        <source>Show gratings</source>
        <translation>Gitter zeigen</translation>
    </message>
    <message>
        <source>%1 reads sentences from a folder of its own. Its path belongs in the field %2.</source>
        <translation>%1 liest Sätze aus einem eigenen Ordner. Sein Pfad gehört in das Feld %2.</translation>
    </message>
    <message>
        <source>%1 reads a text of its own. Its path belongs in the field %2.</source>
        <translation>%1 liest einen eigenen Text. Sein Pfad gehört in das Feld %2.</translation>
    </message>
    <message>
        <source>%1 measures how well the network tells its classes apart: it needs images of these, with their labels.</source>
        <translation>%1 misst, wie gut das Netz seine Klassen unterscheidet: Das braucht Bilder dieser Klassen mit ihren Labels.</translation>
    </message>
    <message>
        <source>No tokens or text have been chosen. A folder with .bin, .npy or .txt files works; one such file is chosen at Stimuli.</source>
        <translation>Es sind weder Tokens noch Text gewählt. Ein Ordner mit Dateien .bin, .npy oder .txt geht; eine einzelne solche Datei wird bei Reize gewählt.</translation>
    </message>
    <message>
        <source>No stimuli have been chosen. A folder of images sorted by category works.</source>
        <translation>Es sind keine Reize gewählt. Ein Ordner mit nach Kategorien geordneten Bildern geht.</translation>
    </message>
    <message>
        <source>Analyses are running.</source>
        <translation>Analysen laufen.</translation>
    </message>
    <message>
        <source>Being computed: %1.</source>
        <translation>In Arbeit: %1.</translation>
    </message>
    <message>
        <source>The file does not say how many attention heads there are</source>
        <translation>Die Datei sagt nicht, wie viele Aufmerksamkeitsköpfe es gibt</translation>
    </message>
    <message>
        <source>The networks are being read</source>
        <translation>Die Netze werden gelesen</translation>
    </message>
    <message>
        <source>This network cannot be analysed</source>
        <translation>Dieses Netz kann nicht analysiert werden</translation>
    </message>
    <message>
        <source>Choose stimuli first</source>
        <translation>Wählen Sie zuerst Reize</translation>
    </message>
    <message>
        <source>Not computed for these stimuli yet.</source>
        <translation>Für diese Reize noch nicht berechnet.</translation>
    </message>
    <message>
        <source>Results of the analyses of a network are shown here.</source>
        <translation>Hier erscheinen die Analysen eines Netzes.</translation>
    </message>
    <message>
        <source>Responses depend on how many attention heads the network has, and the file does not say it.</source>
        <translation>Antworten hängen davon ab, wie viele Aufmerksamkeitsköpfe das Netz hat, und die Datei sagt es nicht.</translation>
    </message>
    <message>
        <source>Name the number...</source>
        <translation>Zahl angeben...</translation>
    </message>
    <message>
        <source>1 stimulus is left out: it cannot be read.</source>
        <translation>1 Reiz ist ausgelassen: er lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>%L1 stimuli are left out: they cannot be read.</source>
        <translation>%L1 Reize sind ausgelassen: sie lassen sich nicht lesen.</translation>
    </message>
    <message>
        <source>%L1 more remarks</source>
        <translation>%L1 weitere Anmerkungen</translation>
    </message>
    <message>
        <source>A language model: contrasts need labelled sentences, orientation needs images.</source>
        <translation>Ein Sprachmodell: Kontraste brauchen Sätze mit Kategorien, Orientierung braucht Bilder.</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>whole network</source>
        <translation>ganzes Netz</translation>
    </message>
    <message>
        <source>mean of 1 layer</source>
        <translation>Mittel über 1 Schicht</translation>
    </message>
    <message>
        <source>mean of %L1 layers</source>
        <translation>Mittel über %L1 Schichten</translation>
    </message>
    <message>
        <source>s.d. of %1 seeds</source>
        <translation>Standardabweichung über %1 Seeds</translation>
    </message>
    <message>
        <source>difference to %1</source>
        <translation>Unterschied zu %1</translation>
    </message>
    <message>
        <source>Undefined units</source>
        <translation>Nicht definierte Einheiten</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>Maps of what units prefer are shown here. Open a run or a file of weights first.</source>
        <translation>Hier erscheinen Karten dessen, was Einheiten bevorzugen. Öffnen Sie zuerst einen Lauf oder eine Gewichtsdatei.</translation>
    </message>
    <message>
        <source>The stored results of this network are being read.</source>
        <translation>Die gespeicherten Ergebnisse dieses Netzes werden gelesen.</translation>
    </message>
    <message>
        <source>This network cannot be analysed.</source>
        <translation>Dieses Netz lässt sich nicht analysieren.</translation>
    </message>
    <message>
        <source>Not computed yet. The stimuli are shown to %1.</source>
        <translation>Noch nicht berechnet. Die Reize werden gezeigt: %1.</translation>
    </message>
    <message>
        <source>No unit is selective: the largest |t| is %1</source>
        <translation>Keine Einheit ist selektiv: das größte |t| ist %1</translation>
    </message>
    <message>
        <source>smoothed %1 &gt; %2, σ %3 units, from %L4 units on</source>
        <translation>geglättet %1 &gt; %L2, σ %L3 Einheiten, ab %L4 Einheiten</translation>
    </message>
    <message>
        <source>%1 (see the remark)</source>
        <translation>%1 (siehe Anmerkung)</translation>
    </message>
    <message>
        <source>Needs oriented stimuli</source>
        <translation>Braucht orientierte Reize</translation>
    </message>
    <message>
        <source>Needs a folder of sentences</source>
        <translation>Braucht einen Ordner mit Sätzen</translation>
    </message>
    <message>
        <source>Needs a text</source>
        <translation>Braucht einen Text</translation>
    </message>
    <message>
        <source>Needs images of its classes</source>
        <translation>Braucht Bilder seiner Klassen</translation>
    </message>
    <message>
        <source>Needs images sorted by category</source>
        <translation>Braucht Bilder nach Kategorien</translation>
    </message>
    <message>
        <source>%L1 stimuli</source>
        <translation>%L1 Reize</translation>
    </message>
    <message>
        <source>the stimuli</source>
        <translation>die Reize</translation>
    </message>
    <message>
        <source>About %1: </source>
        <translation>Etwa %1: </translation>
    </message>
    <message>
        <source>At least %1: </source>
        <translation>Mindestens %1: </translation>
    </message>
    <message>
        <source>1 network</source>
        <translation>1 Netz</translation>
    </message>
    <message>
        <source>%L1 networks</source>
        <translation>%L1 Netze</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>shows %1 to %2 for %3.</source>
        <translation>%1 für %2: %3.</translation>
    </message>
    <message>
        <source>Made of stored maps: %1.</source>
        <translation>Aus gespeicherten Karten: %1.</translation>
    </message>
    <message>
        <source>All results are stored; nothing is left to compute.</source>
        <translation>Alle Ergebnisse sind gespeichert; es bleibt nichts zu berechnen.</translation>
    </message>
    <message>
        <source>Exponential</source>
        <translation>Exponentiell</translation>
    </message>
    <message>
        <source>Power law</source>
        <translation>Potenzgesetz</translation>
    </message>
    <message>
        <source>Mean lag, words</source>
        <translation>Mittlerer Abstand, Wörter</translation>
    </message>
    <message>
        <source>Yoking to sentences</source>
        <translation>Bindung an Sätze</translation>
    </message>
    <message>
        <source>Validation accuracy</source>
        <translation>Genauigkeit der Validierung</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>Perplexität</translation>
    </message>
    <message>
        <source>Effective dimensionality</source>
        <translation>Effektive Dimensionalität</translation>
    </message>
    <message>
        <source>Smoothness as it was measured while training</source>
        <translation>Glattheit, wie sie beim Training gemessen wurde</translation>
    </message>
    <message>
        <source>Smoothness of %1 of %2 runs as it was measured while training</source>
        <translation>Glattheit von %1 von %2 Läufen, wie sie beim Training gemessen wurde</translation>
    </message>
    <message>
        <source>Smoothness of %1 of %2 runs is that of training; Run all in the workspace Analyse measures all alike</source>
        <translation>Die Glattheit von %1 von %2 Läufen ist die des Trainings; „Alle berechnen“ im Arbeitsbereich Analyse misst alle gleich</translation>
    </message>
    <message>
        <source>None of these runs has both a smoothness and a validation accuracy; Run all in the workspace Analyse measures the smoothness</source>
        <translation>Keiner dieser Läufe hat eine Glattheit und eine Genauigkeit der Validierung; „Alle berechnen“ im Arbeitsbereich Analyse misst die Glattheit</translation>
    </message>
    <message>
        <source>%1 of %2 runs are left out, for they lack a smoothness or a validation accuracy; Run all in the workspace Analyse measures the smoothness</source>
        <translation>%1 von %2 Läufen fehlen, weil sie keine Glattheit oder keine Validierungsgenauigkeit haben; „Alle berechnen“ im Arbeitsbereich Analyse misst die Glattheit</translation>
    </message>
    <message>
        <source>Accuracy and smoothness</source>
        <translation>Genauigkeit und Glattheit</translation>
    </message>
    <message>
        <source>Perplexity and smoothness</source>
        <translation>Perplexität und Glattheit</translation>
    </message>
    <message>
        <source>Effective dimensionality and smoothness</source>
        <translation>Effektive Dimensionalität und Glattheit</translation>
    </message>
    <message>
        <source>%1, means over layers%2</source>
        <translation>%1, Mittel über die Schichten%2</translation>
    </message>
    <message>
        <source>BLiMP, right pairs</source>
        <translation>BLiMP, richtige Paare</translation>
    </message>
    <message>
        <source>BLiMP and smoothness</source>
        <translation>BLiMP und Glattheit</translation>
    </message>
    <message>
        <source>Dimensionality and smoothness</source>
        <translation>Dimensionalität und Glattheit</translation>
    </message>
    <message>
        <source>Drawn by TopoNets Studio %1</source>
        <translation>Gezeichnet von TopoNets Studio %1</translation>
    </message>
    <message>
        <source>Run %1 (not here any more)</source>
        <translation>Lauf %1 (nicht mehr da)</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>Lauf %1</translation>
    </message>
    <message>
        <source>  τ %1, seed %2, step %3, configuration %4</source>
        <translation>  τ %1, Seed %2, Schritt %3, Konfiguration %4</translation>
    </message>
    <message>
        <source>  trained by TopoNets Studio %1</source>
        <translation>  trainiert von TopoNets Studio %1</translation>
    </message>
    <message>
        <source>None of its runs is here; tick runs at the left.</source>
        <translation>Keiner seiner Läufe ist da; kreuzen Sie links Läufe an.</translation>
    </message>
    <message>
        <source>Not measured</source>
        <translation>Nicht gemessen</translation>
    </message>
    <message>
        <source>The run %1 is not here any more; what is known of it stands under Provenance.</source>
        <translation>Der Lauf %1 ist nicht mehr da; was von ihm bekannt ist, steht unter Herkunft.</translation>
    </message>
    <message>
        <source>Runs of this board are not here any more, %1; what is known of them stands under Provenance.</source>
        <translation>Läufe dieser Tafel sind nicht mehr da, %1; was über sie bekannt ist, steht unter Herkunft.</translation>
    </message>
    <message>
        <source>Unknown panel</source>
        <translation>Unbekanntes Teilbild</translation>
    </message>
    <message>
        <source>This program has no panel called %1.</source>
        <translation>Dieses Programm hat kein Teilbild namens %1.</translation>
    </message>
    <message>
        <source>No runs</source>
        <translation>Keine Läufe</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
    <message>
        <source>%L1 images</source>
        <translation>%L1 Bilder</translation>
    </message>
    <message>
        <source>the first %L1</source>
        <translation>die ersten %L1</translation>
    </message>
    <message>
        <source>Of several runs</source>
        <translation>Aus mehreren Läufen</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Of one run</source>
        <translation>Aus einem Lauf</translation>
    </message>
    <message>
        <source>The board of the last time cannot be read, so this one is empty; choose a figure, or open the board of an exported one.</source>
        <translation>Die letzte Tafel ist nicht lesbar, deshalb ist diese leer; wählen Sie eine Abbildung oder öffnen Sie die Tafel einer exportierten.</translation>
    </message>
    <message>
        <source>, as does `%1` for each</source>
        <translation>, ebenso `%1` für jeden Lauf</translation>
    </message>
    <message>
        <source>Not measured.</source>
        <translation>Nicht gemessen.</translation>
    </message>
    <message>
        <source>Large points: means over seeds, small ones each seed; bars: ± one standard deviation.</source>
        <translation>Große Punkte: Mittel über die Seeds, kleine: einzelne Seeds; Balken: ± eine Standardabweichung.</translation>
    </message>
    <message>
        <source>Lines and bands: mean ± one standard deviation over seeds.</source>
        <translation>Linien und Bänder: Mittel ± eine Standardabweichung über die Seeds.</translation>
    </message>
    <message>
        <source>Points or bars with error bars: mean ± one standard deviation over seeds.</source>
        <translation>Punkte oder Säulen mit Fehlerbalken: Mittel ± eine Standardabweichung über die Seeds.</translation>
    </message>
    <message>
        <source>Dashed: trained without a topographic loss, or not trained.</source>
        <translation>Gestrichelt: ohne topographischen Verlust trainiert oder nicht trainiert.</translation>
    </message>
    <message>
        <source>Lines join networks of one kind in the order of τ.</source>
        <translation>Linien verbinden Netze einer Art in der Reihenfolge von τ.</translation>
    </message>
    <message>
        <source>published values of ImageNet</source>
        <translation>veröffentlichte Werte zu ImageNet</translation>
    </message>
    <message>
        <source>published values</source>
        <translation>veröffentlichte Werte</translation>
    </message>
    <message>
        <source>Grey open circles and triangles: %1, triangles those of other methods.</source>
        <translation>Graue offene Kreise und Dreiecke: %1, Dreiecke die anderer Verfahren.</translation>
    </message>
    <message>
        <source>Grey open circles: %1.</source>
        <translation>Graue offene Kreise: %1.</translation>
    </message>
    <message>
        <source>n = 1, seed %1</source>
        <translation>n = 1, Seed %1</translation>
    </message>
    <message>
        <source>n = %1, seeds %2</source>
        <translation>n = %1, Seeds %2</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1; %2</translation>
    </message>
    <message>
        <source>%1; %2 each</source>
        <translation>%1; jeweils %2</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 Schritte</translation>
    </message>
    <message>
        <source>%1 epochs</source>
        <translation>%1 Epochen</translation>
    </message>
    <message>
        <source>%1 on %2, %3, batches of %4, %5 at a learning rate of %6, TopoLoss factor %7 × %8</source>
        <translation>%1 auf %2, %3, Batches von %4, %5 mit Lernrate %6, TopoLoss-Faktor %7 × %8</translation>
    </message>
    <message>
        <source>Networks: %1</source>
        <translation>Netze: %1</translation>
    </message>
    <message>
        <source>Networks, %1: %2</source>
        <translation>Netze, %1: %2</translation>
    </message>
    <message>
        <source>Not trained to the end: %1</source>
        <translation>Nicht bis zum Ende trainiert: %1</translation>
    </message>
    <message>
        <source>%1 by layer</source>
        <translation>%1 nach Schicht</translation>
    </message>
    <message>
        <source>colours: %1</source>
        <translation>Farben: %1</translation>
    </message>
    <message>
        <source>line: %1</source>
        <translation>Linie: %1</translation>
    </message>
    <message>
        <source>Not measured: %1 of %2 configurations</source>
        <translation>Nicht gemessen: %1 von %2 Konfigurationen</translation>
    </message>
    <message>
        <source>Selectivity over τ</source>
        <translation>Selektivität über τ</translation>
    </message>
    <message>
        <source>Selectivity in %1, %2</source>
        <translation>Selektivität in %1, %2</translation>
    </message>
    <message>
        <source>%1, over τ, of the first seed of each%2; one scale for all maps; %3; %4</source>
        <translation>%1, über τ, jeweils vom ersten Seed%2; eine Skala für alle Karten; %3; %4</translation>
    </message>
    <message>
        <source>Selectivity by layer</source>
        <translation>Selektivität nach Schicht</translation>
    </message>
    <message>
        <source>Selectivity by layer, %1</source>
        <translation>Selektivität nach Schicht, %1</translation>
    </message>
    <message>
        <source> (in %1)</source>
        <translation> (in %1)</translation>
    </message>
    <message>
        <source>%1, seed %2%3; one scale for all maps; %4; %5</source>
        <translation>%1, Seed %2%3; eine Skala für alle Karten; %4; %5</translation>
    </message>
    <message>
        <source>Maps over τ: %1</source>
        <translation>Karten über τ: %1</translation>
    </message>
    <message>
        <source>%1, as stored while training; one scale for all maps</source>
        <translation>%1, wie während des Trainings gespeichert; eine Skala für alle Karten</translation>
    </message>
    <message>
        <source>None of these runs has stored maps of %1.</source>
        <translation>Keiner dieser Läufe hat Karten von %1 gespeichert.</translation>
    </message>
    <message>
        <source>Stored maps over τ</source>
        <translation>Gespeicherte Karten über τ</translation>
    </message>
    <message>
        <source>“%1” has nothing to draw of these runs yet; Run all in the workspace Analyse finds what it needs.</source>
        <translation>„%1“ hat von diesen Läufen noch nichts zu zeichnen; „Alle berechnen“ im Arbeitsbereich Analyse findet, was es braucht.</translation>
    </message>
    <message>
        <source>None of these runs has values of “%1”.</source>
        <translation>Keiner dieser Läufe hat Werte von „%1“.</translation>
    </message>
    <message>
        <source>%1 has nothing to draw as “%2” yet.</source>
        <translation>%1 hat noch nichts, das als „%2“ zu zeichnen wäre.</translation>
    </message>
    <message>
        <source>Not measured: %1 of %2 runs</source>
        <translation>Nicht gemessen: %1 von %2 Läufen</translation>
    </message>
    <message>
        <source>, %L1 stimuli of the networks' own data</source>
        <translation>, %L1 Reize aus den eigenen Daten der Netze</translation>
    </message>
    <message>
        <source>, %L1 stimuli of %2</source>
        <translation>, %L1 Reize aus %2</translation>
    </message>
    <message>
        <source>Dimensionality and accuracy against smoothness</source>
        <translation>Dimensionalität und Genauigkeit gegen Glattheit</translation>
    </message>
    <message>
        <source>Figure 2B</source>
        <translation>Abbildung 2B</translation>
    </message>
    <message>
        <source>Dimensionality, perplexity and BLiMP against smoothness</source>
        <translation>Dimensionalität, Perplexität und BLiMP gegen Glattheit</translation>
    </message>
    <message>
        <source>Figure 3</source>
        <translation>Abbildung 3</translation>
    </message>
    <message>
        <source>Selectivity maps over τ and by layer</source>
        <translation>Selektivitätskarten über τ und nach Schicht</translation>
    </message>
    <message>
        <source>Figure 4A</source>
        <translation>Abbildung 4A</translation>
    </message>
    <message>
        <source>Pruning curves</source>
        <translation>Kurven des Prunings</translation>
    </message>
    <message>
        <source>Figure 4B</source>
        <translation>Abbildung 4B</translation>
    </message>
    <message>
        <source>Downsampled sheets</source>
        <translation>Verkleinerte Karten</translation>
    </message>
    <message>
        <source>Figure 5A</source>
        <translation>Abbildung 5A</translation>
    </message>
    <message>
        <source>Maps, smoothness and Moran's I by layer</source>
        <translation>Karten, Glattheit und Morans I nach Schicht</translation>
    </message>
    <message>
        <source>Figure 5B</source>
        <translation>Abbildung 5B</translation>
    </message>
    <message>
        <source>Integration windows of language models</source>
        <translation>Integrationsfenster von Sprachmodellen</translation>
    </message>
    <message>
        <source>over all layers together</source>
        <translation>über alle Schichten zusammen</translation>
    </message>
    <message>
        <source>each layer by itself</source>
        <translation>jede Schicht für sich</translation>
    </message>
    <message>
        <source>layers with TopoLoss</source>
        <translation>Schichten mit TopoLoss</translation>
    </message>
    <message>
        <source>all layers</source>
        <translation>alle Schichten</translation>
    </message>
    <message>
        <source>, smallest magnitudes first, %1, %2, without training afterwards</source>
        <translation>, kleinste Beträge zuerst, %1, %2, ohne Training danach</translation>
    </message>
    <message>
        <source>, stored small and enlarged, without training afterwards</source>
        <translation>, klein gespeichert und vergrößert, ohne Training danach</translation>
    </message>
    <message>
        <source>Pruning</source>
        <translation>Pruning</translation>
    </message>
    <message>
        <source>Weights pruned</source>
        <translation>Entfernte Gewichte</translation>
    </message>
    <message>
        <source>Sheets downsampled</source>
        <translation>Verkleinerte Karten</translation>
    </message>
    <message>
        <source>Sparsity</source>
        <translation>Eingespart</translation>
    </message>
    <message>
        <source>Top-1 accuracy</source>
        <translation>Top-1-Genauigkeit</translation>
    </message>
    <message>
        <source>%1, relative</source>
        <translation>%1, relativ</translation>
    </message>
    <message>
        <source>Integration windows over τ</source>
        <translation>Integrationsfenster über τ</translation>
    </message>
    <message>
        <source>%1, of the first seed of each; how much more of a unit's window an exponential explains (green) than a power law (purple), 1 = all of it; one scale for all maps</source>
        <translation>%1, jeweils vom ersten Seed; wie viel mehr vom Fenster einer Einheit eine Exponentialfunktion erklärt (grün) als ein Potenzgesetz (violett), 1 = alles; eine Skala für alle Karten</translation>
    </message>
    <message>
        <source>Other results</source>
        <translation>Andere Ergebnisse</translation>
    </message>
    <message>
        <source>Runs are compared here. Train some, or add runs and files of weights.</source>
        <translation>Hier werden Läufe verglichen. Trainieren Sie welche, oder fügen Sie Läufe und Gewichtsdateien hinzu.</translation>
    </message>
    <message>
        <source>Tick runs in the table below to compare them.</source>
        <translation>Haken Sie unten in der Tabelle Läufe an, um sie zu vergleichen.</translation>
    </message>
    <message>
        <source>%L1 of %L2 runs</source>
        <translation>%L1 von %L2 Läufen</translation>
    </message>
    <message>
        <source>What runs along x</source>
        <translation>Was entlang x läuft</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>Best: %1</source>
        <translation>Bester Wert: %1</translation>
    </message>
    <message>
        <source>As an analysis has stored it; of runs without one, the last value that was measured while training</source>
        <translation>Wie eine Analyse es gespeichert hat; bei Läufen ohne sie der letzte beim Training gemessene Wert</translation>
    </message>
    <message>
        <source>with %1</source>
        <translation>mit %1</translation>
    </message>
    <message>
        <source>with %1 files of data</source>
        <translation>mit %1 Dateien Daten</translation>
    </message>
    <message>
        <source>Folder for the data</source>
        <translation>Ordner für die Daten</translation>
    </message>
    <message>
        <source>Data not saved</source>
        <translation>Daten nicht gespeichert</translation>
    </message>
    <message>
        <source>Curves of %1</source>
        <translation>Kurven von %1</translation>
    </message>
    <message>
        <source>%1, %2 × %3</source>
        <translation>%1, %2 × %3</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>Stack</source>
        <translation>Stapel</translation>
    </message>
    <message>
        <source>Orientation</source>
        <translation>Orientierung</translation>
    </message>
    <message>
        <source>A whole number is missing.</source>
        <translation>Es fehlt eine ganze Zahl.</translation>
    </message>
    <message>
        <source>“%1” is not a whole number.</source>
        <translation>„%1“ ist keine ganze Zahl.</translation>
    </message>
    <message>
        <source>A number is missing.</source>
        <translation>Es fehlt eine Zahl.</translation>
    </message>
    <message>
        <source>“%1” is not a number; with a point it is: %2.</source>
        <translation>„%1“ ist keine Zahl; mit Punkt schon: %2.</translation>
    </message>
    <message>
        <source>“%1” is not a number.</source>
        <translation>„%1“ ist keine Zahl.</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>Loss</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>Probe</source>
        <translation>Prüfreize</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>%1 and %L2 more.</source>
        <translation>%1 und %L2 weitere.</translation>
    </message>
    <message>
        <source>%L1 s</source>
        <translation>%L1 s</translation>
    </message>
    <message>
        <source>Maps %1 × %2 = %3, %4 % of the run</source>
        <translation>Karten %1 × %2 = %3, %4 % des Laufs</translation>
    </message>
    <message>
        <source>Drawn text %1 × %2 = %3, %4 % of the run</source>
        <translation>Gezogener Text %1 × %2 = %3, %4 % des Laufs</translation>
    </message>
    <message>
        <source>%1 training, %2 validation images</source>
        <translation>%1 Bilder zum Training, %2 zur Validierung</translation>
    </message>
    <message>
        <source>%1 classes, %2 parameters</source>
        <translation>%1 Klassen, %2 Parameter</translation>
    </message>
    <message>
        <source>%1 training, %2 validation rows of tokens</source>
        <translation>%1 Zeilen von Token zum Training, %2 zur Validierung</translation>
    </message>
    <message>
        <source>Vocabulary of %1, %2 parameters</source>
        <translation>Vokabular von %1, %2 Parameter</translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>%1 Parameter</translation>
    </message>
    <message>
        <source>Batch %1, task loss %2, topo loss %3</source>
        <translation>Batch %1, Loss der Aufgabe %2, Topo-Loss %3</translation>
    </message>
    <message>
        <source>%1 on disk</source>
        <translation>%1 auf der Platte</translation>
    </message>
    <message>
        <source>%1 on disk, %2 free</source>
        <translation>%1 auf der Platte, %2 frei</translation>
    </message>
    <message>
        <source>%n to fix: %1</source>
        <translation>%n zu beheben: %1</translation>
    </message>
    <message>
        <source>%n remarks: %1</source>
        <translation>%n Anmerkungen: %1</translation>
    </message>
    <message>
        <source>1 remark: %1</source>
        <translation>1 Anmerkung: %1</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>min</source>
        <translation>min</translation>
    </message>
    <message>
        <source>h</source>
        <translation>h</translation>
    </message>
    <message>
        <source>days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>kB</source>
        <translation>kB</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>val</source>
        <translation>Val.</translation>
    </message>
    <message>
        <source>train</source>
        <translation>Train.</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>Task loss</source>
        <translation>Loss der Aufgabe</translation>
    </message>
    <message>
        <source>Topo loss</source>
        <translation>Topo-Loss</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Total loss</source>
        <translation>Gesamt-Loss</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>mean of %1 layers</source>
        <translation>Mittel über %1 Schichten</translation>
    </message>
    <message>
        <source>%1, %</source>
        <translation>%1, %</translation>
    </message>
    <message>
        <source>at step %L1</source>
        <translation>bei Schritt %L1</translation>
    </message>
    <message>
        <source>at epoch %L1</source>
        <translation>bei Epoche %L1</translation>
    </message>
    <message>
        <source>after %L1 s</source>
        <translation>nach %L1 s</translation>
    </message>
    <message>
        <source>%1, momentum %2</source>
        <translation>%1, Momentum %2</translation>
    </message>
    <message>
        <source>1 step</source>
        <translation>1 Schritt</translation>
    </message>
    <message>
        <source>%L1 steps</source>
        <translation>%L1 Schritte</translation>
    </message>
    <message>
        <source>1 epoch</source>
        <translation>1 Epoche</translation>
    </message>
    <message>
        <source>%L1 epochs</source>
        <translation>%L1 Epochen</translation>
    </message>
    <message>
        <source>%1, vocabulary %L2</source>
        <translation>%1, Vokabular %L2</translation>
    </message>
    <message>
        <source>%1, %L2 classes</source>
        <translation>%1, %L2 Klassen</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>%L1, fp32 or bf16 by the device</source>
        <translation>%L1, fp32 oder bf16 nach dem Gerät</translation>
    </message>
    <message>
        <source>%L1, %2</source>
        <translation>%L1, %2</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>log, then each epoch</source>
        <translation>logarithmisch, dann jede Epoche</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Beginnt</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>%1 · top-1 %L2 %</source>
        <translation>%1 · Top-1 %L2 %</translation>
    </message>
    <message>
        <source>Pausing…</source>
        <translation>Wird pausiert…</translation>
    </message>
    <message>
        <source>Going on…</source>
        <translation>Wird fortgesetzt…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten…</translation>
    </message>
    <message>
        <source>Saving a checkpoint…</source>
        <translation>Checkpoint wird gespeichert…</translation>
    </message>
    <message>
        <source>Live maps cost %L1 %, probe %L2 %; stored maps took %L3 s</source>
        <translation>Live-Karten kosten %L1 %, Prüfreize %L2 %; gespeicherte Karten brauchten %L3 s</translation>
    </message>
    <message>
        <source>Nothing is lost.</source>
        <translation>Nichts geht verloren.</translation>
    </message>
    <message>
        <source>1 step is lost, for there is no checkpoint.</source>
        <translation>1 Schritt geht verloren, denn es gibt keinen Checkpoint.</translation>
    </message>
    <message>
        <source>%L1 steps are lost, for there is no checkpoint.</source>
        <translation>%L1 Schritte gehen verloren, denn es gibt keinen Checkpoint.</translation>
    </message>
    <message>
        <source>1 step since the last checkpoint is lost and trained again.</source>
        <translation>1 Schritt seit dem letzten Checkpoint geht verloren und wird noch einmal trainiert.</translation>
    </message>
    <message>
        <source>%L1 steps since the last checkpoint are lost and trained again.</source>
        <translation>%L1 Schritte seit dem letzten Checkpoint gehen verloren und werden noch einmal trainiert.</translation>
    </message>
    <message>
        <source>Steps of its last %1 seconds were not recorded yet; they are lost and trained again.</source>
        <translation>Schritte seiner letzten %1 Sekunden waren noch nicht festgehalten; sie gehen verloren und werden noch einmal trainiert.</translation>
    </message>
    <message>
        <source>At most 1 step after that was not recorded yet; it is lost and trained again.</source>
        <translation>Höchstens 1 Schritt danach war noch nicht festgehalten; er geht verloren und wird noch einmal trainiert.</translation>
    </message>
    <message>
        <source>Up to %L1 steps after that were not recorded yet; they are lost and trained again.</source>
        <translation>Bis zu %L1 Schritte danach waren noch nicht festgehalten; sie gehen verloren und werden noch einmal trainiert.</translation>
    </message>
    <message>
        <source>At least 1 step is lost, for there is no checkpoint.</source>
        <translation>Mindestens 1 Schritt geht verloren, denn es gibt keinen Checkpoint.</translation>
    </message>
    <message>
        <source>At least %L1 steps are lost, for there is no checkpoint.</source>
        <translation>Mindestens %L1 Schritte gehen verloren, denn es gibt keinen Checkpoint.</translation>
    </message>
    <message>
        <source>At least 1 step since the last checkpoint is lost and trained again.</source>
        <translation>Mindestens 1 Schritt seit dem letzten Checkpoint geht verloren und wird noch einmal trainiert.</translation>
    </message>
    <message>
        <source>At least %L1 steps since the last checkpoint are lost and trained again.</source>
        <translation>Mindestens %L1 Schritte seit dem letzten Checkpoint gehen verloren und werden noch einmal trainiert.</translation>
    </message>
    <message>
        <source>Stopped at step %1.</source>
        <translation>Angehalten bei Schritt %1.</translation>
    </message>
    <message>
        <source>Interrupted at step %1: its process ended before it could save.</source>
        <translation>Abgebrochen bei Schritt %1: sein Prozess endete, bevor er speichern konnte.</translation>
    </message>
    <message>
        <source>Failed at step %1.</source>
        <translation>Fehlgeschlagen bei Schritt %1.</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>Fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>Resume from %L1</source>
        <translation>Fortsetzen ab %L1</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Neu beginnen</translation>
    </message>
    <message>
        <source>Stop now and lose the steps since the last checkpoint?</source>
        <translation>Jetzt anhalten und die Schritte seit dem letzten Checkpoint verlieren?</translation>
    </message>
    <message>
        <source>Stop now? No step has been trained yet.</source>
        <translation>Jetzt anhalten? Noch ist kein Schritt trainiert.</translation>
    </message>
    <message>
        <source>Stop now? Nothing is lost: there is a checkpoint of step %L1.</source>
        <translation>Jetzt anhalten? Nichts geht verloren: es gibt einen Checkpoint von Schritt %L1.</translation>
    </message>
    <message>
        <source>Stop now and lose the first step? There is no checkpoint yet.</source>
        <translation>Jetzt anhalten und den ersten Schritt verlieren? Es gibt noch keinen Checkpoint.</translation>
    </message>
    <message>
        <source>Stop now and lose all %L1 steps? There is no checkpoint yet.</source>
        <translation>Jetzt anhalten und alle %L1 Schritte verlieren? Es gibt noch keinen Checkpoint.</translation>
    </message>
    <message>
        <source>Stop now and lose the step since the checkpoint of step %L1?</source>
        <translation>Jetzt anhalten und den Schritt seit dem Checkpoint von Schritt %L1 verlieren?</translation>
    </message>
    <message>
        <source>Stop now and lose the %L1 steps since the checkpoint of step %L2?</source>
        <translation>Jetzt anhalten und die %L1 Schritte seit dem Checkpoint von Schritt %L2 verlieren?</translation>
    </message>
    <message>
        <source>A file of weights has no history: curves belong to runs.</source>
        <translation>Eine Gewichtsdatei hat keine Geschichte: Kurven gehören zu Läufen.</translation>
    </message>
    <message>
        <source>rows of tokens</source>
        <translation>Zeilen von Token</translation>
    </message>
    <message>
        <source>images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source> since %1</source>
        <translation> seit %1</translation>
    </message>
    <message>
        <source>another process</source>
        <translation>ein anderer Prozess</translation>
    </message>
    <message>
        <source>process %1</source>
        <translation>Prozess %1</translation>
    </message>
    <message>
        <source>process %1 on %2</source>
        <translation>Prozess %1 auf %2</translation>
    </message>
    <message>
        <source>The last heartbeat, of %1, is %2 ahead of this machine's clock, so whether it still trains cannot be known from here.</source>
        <translation>Das letzte Lebenszeichen, von %1, ist der Uhr dieses Rechners um %2 voraus; ob noch trainiert wird, lässt sich von hier aus nicht sagen.</translation>
    </message>
    <message>
        <source>It is trained by %1%2</source>
        <translation>Er wird von %1 trainiert%2</translation>
    </message>
    <message>
        <source>%1; stop it there before it goes on here.</source>
        <translation>%1; halten Sie ihn dort an, bevor es hier weitergeht.</translation>
    </message>
    <message>
        <source>%1, last heartbeat %2 ago; stop it there, or, if that machine is down, wait a minute and resume it here.</source>
        <translation>%1, letztes Lebenszeichen vor %2; halten Sie ihn dort an oder, falls jener Rechner aus ist, warten Sie eine Minute und setzen Sie ihn hier fort.</translation>
    </message>
    <message>
        <source>%1 has failed</source>
        <translation>%1 ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 has finished</source>
        <translation>%1 ist fertig</translation>
    </message>
    <message>
        <source>%1 after %2.</source>
        <translation>%1 nach %2.</translation>
    </message>
    <message>
        <source>Trained</source>
        <translation>Trainiert</translation>
    </message>
    <message>
        <source>trained</source>
        <translation>trainiert</translation>
    </message>
    <message>
        <source>the trained network</source>
        <translation>dem trainierten Netz</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>Vergleichslauf</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>Vergleichslauf</translation>
    </message>
    <message>
        <source>the baseline</source>
        <translation>der Baseline</translation>
    </message>
    <message>
        <source>the baseline without TopoLoss</source>
        <translation>der Vergleichslauf ohne TopoLoss</translation>
    </message>
    <message>
        <source>Untrained</source>
        <translation>Untrainiert</translation>
    </message>
    <message>
        <source>untrained</source>
        <translation>untrainiert</translation>
    </message>
    <message>
        <source>the untrained one</source>
        <translation>dem untrainierten</translation>
    </message>
    <message>
        <source>the untrained network</source>
        <translation>das untrainierte Netz</translation>
    </message>
    <message>
        <source>first %L1 of %L2 kernels of %3 × %4</source>
        <translation>die ersten %L1 von %L2 Kernen aus %3 × %4</translation>
    </message>
    <message>
        <source>1 kernel of %1 × %2</source>
        <translation>1 Kern aus %1 × %2</translation>
    </message>
    <message>
        <source>%L1 kernels of %2 × %3</source>
        <translation>%L1 Kerne aus %2 × %3</translation>
    </message>
    <message>
        <source>%1 channels of %2 × %2 inputs</source>
        <translation>%1 Kanäle aus %2 × %2 Eingängen</translation>
    </message>
    <message>
        <source>%1 × %1 inputs</source>
        <translation>%1 × %1 Eingänge</translation>
    </message>
    <message>
        <source>1 input</source>
        <translation>1 Eingang</translation>
    </message>
    <message>
        <source>%L1 inputs</source>
        <translation>%L1 Eingänge</translation>
    </message>
    <message>
        <source>%1 has the units 0 to %2.</source>
        <translation>%1 hat die Einheiten 0 bis %2.</translation>
    </message>
    <message>
        <source>There is no layer called %1 in this run; write an address as layer:unit, for example %2:0.</source>
        <translation>Keine Schicht dieses Laufs heißt %1; schreiben Sie eine Adresse als Schicht:Einheit, zum Beispiel %2:0.</translation>
    </message>
    <message>
        <source>Exponential moving average over all points; the raw values stay visible and are never changed</source>
        <translation>Exponentieller gleitender Mittelwert über alle Punkte; die Rohwerte bleiben sichtbar und unverändert</translation>
    </message>
    <message>
        <source>Plots</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>Ähnlichkeit</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>Wortfenster</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Analysing</source>
        <translation>Analyse läuft</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>Netze</translation>
    </message>
    <message>
        <source>Correlation and distance</source>
        <translation>Korrelation und Abstand</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>Folder of tokens or text</source>
        <translation>Ordner mit Tokens oder Text</translation>
    </message>
    <message>
        <source>Folder of images sorted by category</source>
        <translation>Ordner mit Bildern nach Kategorien</translation>
    </message>
    <message>
        <source>Files of stimuli</source>
        <translation>Dateien mit Reizen</translation>
    </message>
    <message>
        <source>File of stimuli</source>
        <translation>Datei mit Reizen</translation>
    </message>
    <message>
        <source>Folder of sentences, a .txt file for each label</source>
        <translation>Ordner mit Sätzen, eine .txt-Datei je Label</translation>
    </message>
    <message>
        <source>Choose folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>Choose file</source>
        <translation>Datei wählen</translation>
    </message>
    <message>
        <source>Gratings cannot be shown to this network.</source>
        <translation>Diesem Netz lassen sich keine Gitter zeigen.</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Unterschiede</translation>
    </message>
    <message>
        <source>Reading runs</source>
        <translation>Läufe werden gelesen</translation>
    </message>
    <message>
        <source>1 run compared</source>
        <translation>1 Lauf verglichen</translation>
    </message>
    <message>
        <source>%L1 runs compared</source>
        <translation>%L1 Läufe verglichen</translation>
    </message>
    <message>
        <source>1 configuration</source>
        <translation>1 Konfiguration</translation>
    </message>
    <message>
        <source>%L1 configurations</source>
        <translation>%L1 Konfigurationen</translation>
    </message>
    <message>
        <source>%1, all finished</source>
        <translation>%1, alle fertig</translation>
    </message>
    <message>
        <source>%1, %2 finished</source>
        <translation>%1, %2 fertig</translation>
    </message>
    <message>
        <source>Folder of a run, of a checkpoint or of several runs</source>
        <translation>Ordner eines Laufs, eines Checkpoints oder mehrerer Läufe</translation>
    </message>
    <message>
        <source>Files of weights or configurations</source>
        <translation>Gewichtsdateien oder Konfigurationen</translation>
    </message>
    <message>
        <source>Weights and configurations (*.pt *.pth *.safetensors *.bin *.toml);;All files (*)</source>
        <translation>Gewichte und Konfigurationen (*.pt *.pth *.safetensors *.bin *.toml);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Add weights or configurations…</source>
        <translation>Gewichte oder Konfigurationen hinzufügen…</translation>
    </message>
    <message>
        <source>Group seeds</source>
        <translation>Seeds zusammenfassen</translation>
    </message>
    <message>
        <source>Differences only</source>
        <translation>Nur Unterschiede</translation>
    </message>
    <message>
        <source>There are no runs in the table</source>
        <translation>In der Tabelle sind keine Läufe</translation>
    </message>
    <message>
        <source>Columns of the table…</source>
        <translation>Spalten der Tabelle…</translation>
    </message>
    <message>
        <source>Choose a row of the table first: the others are compared with it</source>
        <translation>Wählen Sie zuerst eine Zeile der Tabelle: die anderen werden damit verglichen</translation>
    </message>
    <message>
        <source>Tick all or none</source>
        <translation>Alle oder keine anhaken</translation>
    </message>
    <message>
        <source>Copy the table</source>
        <translation>Tabelle kopieren</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Tafel</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Whole page</source>
        <translation>Ganze Seite</translation>
    </message>
    <message>
        <source>100 %</source>
        <translation>100 %</translation>
    </message>
    <message>
        <source>Shown: %1</source>
        <translation>Gezeigt: %1</translation>
    </message>
    <message>
        <source>%1 has taken the place of the board that you had changed.</source>
        <translation>%1 ist an die Stelle der Tafel getreten, die Sie geändert hatten.</translation>
    </message>
    <message>
        <source>The board has no space for another panel; remove one of its panels first.</source>
        <translation>Die Tafel hat keinen Platz für ein weiteres Teilbild; entfernen Sie zuerst eines.</translation>
    </message>
    <message>
        <source>“%1” is on the board.</source>
        <translation>„%1“ ist auf der Tafel.</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Abbildungen</translation>
    </message>
    <message>
        <source>Open the board of a figure</source>
        <translation>Die Tafel einer Abbildung öffnen</translation>
    </message>
    <message>
        <source>Figures (*.pdf *.svg *.png)</source>
        <translation>Abbildungen (*.pdf *.svg *.png)</translation>
    </message>
    <message>
        <source>Folder of a sweep</source>
        <translation>Ordner einer Reihe</translation>
    </message>
    <message>
        <source>The board is empty: choose a figure first</source>
        <translation>Die Tafel ist leer: Wählen Sie zuerst eine Abbildung</translation>
    </message>
    <message>
        <source>Open board…</source>
        <translation>Tafel öffnen …</translation>
    </message>
    <message>
        <source>Empty the board</source>
        <translation>Tafel leeren</translation>
    </message>
    <message>
        <source>Read runs again</source>
        <translation>Läufe neu lesen</translation>
    </message>
    <message>
        <source>Tick runs first</source>
        <translation>Kreuzen Sie zuerst Läufe an</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>Lesen abbrechen</translation>
    </message>
    <message>
        <source>Nothing is being read</source>
        <translation>Es wird nichts gelesen</translation>
    </message>
    <message>
        <source>Copy caption</source>
        <translation>Bildunterschrift kopieren</translation>
    </message>
    <message>
        <source>Export board…</source>
        <translation>Tafel exportieren …</translation>
    </message>
    <message>
        <source>Nothing to undo</source>
        <translation>Nichts rückgängig zu machen</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Nothing to redo</source>
        <translation>Nichts zu wiederholen</translation>
    </message>
    <message>
        <source>Preferred angles in %1</source>
        <translation>Bevorzugte Winkel in %1</translation>
    </message>
    <message>
        <source>+ %1, − %2</source>
        <translation>+ %1, − %2</translation>
    </message>
    <message>
        <source>Selectivity in %1, smoothed with σ = %2 units</source>
        <translation>Selektivität in %1, geglättet mit σ = %L2 Einheiten</translation>
    </message>
    <message>
        <source>Selectivity in %1</source>
        <translation>Selektivität in %1</translation>
    </message>
    <message>
        <source>random</source>
        <translation>zufällig</translation>
    </message>
    <message>
        <source>random weights</source>
        <translation>zufällige Gewichte</translation>
    </message>
    <message>
        <source>the run with %1</source>
        <translation>der Lauf mit %1</translation>
    </message>
    <message>
        <source>Control: %1, same limits</source>
        <translation>Kontrolle: %1, gleiche Grenzen</translation>
    </message>
    <message>
        <source>Controls: %1, same limits</source>
        <translation>Vergleich: %1, gleiche Grenzen</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>New run %1</source>
        <translation>Neuer Lauf %1</translation>
    </message>
    <message>
        <source>A run is being trained in this window; stop it or wait for its end.</source>
        <translation>In diesem Fenster wird ein Lauf trainiert; halten Sie ihn an oder warten Sie sein Ende ab.</translation>
    </message>
    <message>
        <source>Configuration of %1</source>
        <translation>Konfiguration von %1</translation>
    </message>
    <message>
        <source>Weights (*.safetensors *.pt *.pth *.bin *.tar *.ckpt *.index.json)</source>
        <translation>Gewichte (*.safetensors *.pt *.pth *.bin *.tar *.ckpt *.index.json)</translation>
    </message>
    <message>
        <source>The program toponets, which trains the runs, is not installed beside this one</source>
        <translation>Das Programm toponets, das die Läufe trainiert, ist nicht neben diesem installiert</translation>
    </message>
    <message>
        <source>1 run is queued.</source>
        <translation>1 Lauf ist eingereiht.</translation>
    </message>
    <message>
        <source>%L1 runs are queued.</source>
        <translation>%L1 Läufe sind eingereiht.</translation>
    </message>
    <message>
        <source>Save configuration</source>
        <translation>Konfiguration speichern</translation>
    </message>
    <message>
        <source>Configurations (*.toml)</source>
        <translation>Konfigurationen (*.toml)</translation>
    </message>
    <message>
        <source>%1 cannot be written (%2); choose another place.</source>
        <translation>%1 lässt sich nicht schreiben (%2); wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>Save configuration...</source>
        <translation>Konfiguration speichern...</translation>
    </message>
    <message>
        <source>The configuration has a problem, or a run is being trained</source>
        <translation>Die Konfiguration hat einen Fehler, oder ein Lauf wird trainiert</translation>
    </message>
    <message>
        <source>Check configuration</source>
        <translation>Konfiguration prüfen</translation>
    </message>
    <message>
        <source>Sweep...</source>
        <translation>Sweep...</translation>
    </message>
    <message>
        <source>Similarity of maps, %1</source>
        <translation>Ähnlichkeit der Karten, %1</translation>
    </message>
    <message>
        <source>%1, %2 of 1 layer</source>
        <translation>%1, %2 von 1 Schicht</translation>
    </message>
    <message>
        <source>%1, %2 of %3 layers</source>
        <translation>%1, %2 von %3 Schichten</translation>
    </message>
    <message>
        <source>Raised</source>
        <translation>Relief</translation>
    </message>
    <message>
        <source>Map display</source>
        <translation>Kartenanzeige</translation>
    </message>
    <message>
        <source>Monitor</source>
        <translation>Monitor</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Drawn text</source>
        <translation>Gezogener Text</translation>
    </message>
    <message>
        <source>Text probe</source>
        <translation>Textprobe</translation>
    </message>
    <message>
        <source>A run is being trained in this window; stop it first.</source>
        <translation>In diesem Fenster wird ein Lauf trainiert; halten Sie ihn zuerst an.</translation>
    </message>
    <message>
        <source>%1 is being trained in this window; stop it first.</source>
        <translation>%1 wird in diesem Fenster trainiert; halten Sie den Lauf zuerst an.</translation>
    </message>
    <message>
        <source>Go to unit</source>
        <translation>Zur Einheit</translation>
    </message>
    <message>
        <source>Address, as layer:unit</source>
        <translation>Adresse als Schicht:Einheit</translation>
    </message>
    <message>
        <source>Previous layer</source>
        <translation>Vorige Schicht</translation>
    </message>
    <message>
        <source>Next layer</source>
        <translation>Nächste Schicht</translation>
    </message>
    <message>
        <source>Previous quantity</source>
        <translation>Vorige Messgröße</translation>
    </message>
    <message>
        <source>Next quantity</source>
        <translation>Nächste Messgröße</translation>
    </message>
    <message>
        <source>Previous snapshot</source>
        <translation>Vorige Momentaufnahme</translation>
    </message>
    <message>
        <source>Next snapshot</source>
        <translation>Nächste Momentaufnahme</translation>
    </message>
    <message>
        <source>Go to unit...</source>
        <translation>Zur Einheit...</translation>
    </message>
    <message>
        <source>Known once text or sentences are chosen.</source>
        <translation>Bekannt, sobald Text oder Sätze gewählt sind.</translation>
    </message>
    <message>
        <source>Tokens of neighbours</source>
        <translation>Token der Nachbarn</translation>
    </message>
    <message>
        <source>Known once a checkpoint of the run is stored.</source>
        <translation>Bekannt, sobald ein Checkpoint des Laufs gespeichert ist.</translation>
    </message>
    <message>
        <source>Strongest tokens</source>
        <translation>Stärkste Token</translation>
    </message>
    <message>
        <source>%1[%2]%3, response %4</source>
        <translation>%1[%2]%3, Antwort %4</translation>
    </message>
    <message>
        <source>Beside those of its neighbours</source>
        <translation>Neben denen der Nachbarn</translation>
    </message>
    <message>
        <source>Being read</source>
        <translation>Wird gelesen</translation>
    </message>
    <message>
        <source>Of %L1 tokens</source>
        <translation>Von %L1 Token</translation>
    </message>
    <message>
        <source>Of %L1 tokens, step %L2</source>
        <translation>Von %L1 Token, Schritt %L2</translation>
    </message>
    <message>
        <source>Words of the window</source>
        <translation>Wörter des Fensters</translation>
    </message>
    <message>
        <source>%1, %L2 words back: effect %3</source>
        <translation>%1, %L2 Wörter zurück: Wirkung %3</translation>
    </message>
    <message>
        <source>Where the unit responds most; below each word how far back it stands, and stronger where an exchanged one matters more</source>
        <translation>Wo die Einheit am stärksten antwortet; unter jedem Wort, wie weit es zurückliegt, und kräftiger, wo ein getauschtes mehr ausmacht</translation>
    </message>
</context>
<context>
    <name>Engine</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>the network</source>
        <translation>das Netz</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>output units</source>
        <translation>Einheiten der Ausgabe</translation>
    </message>
    <message>
        <source>Hidden units</source>
        <translation>Hidden-Einheiten</translation>
    </message>
    <message>
        <source>units</source>
        <translation>Einheiten</translation>
    </message>
    <message>
        <source>units of each hidden layer; MLP only</source>
        <translation>Einheiten je verborgener Schicht; nur MLP</translation>
    </message>
    <message>
        <source>Biases</source>
        <translation>Bias</translation>
    </message>
    <message>
        <source>linear layers add a bias; MLP and nanoGPT; nanoGPT as published: off</source>
        <translation>lineare Schichten mit Bias; MLP und nanoGPT; nanoGPT wie veröffentlicht: aus</translation>
    </message>
    <message>
        <source>Small images</source>
        <translation>Kleine Bilder</translation>
    </message>
    <message>
        <source>for images of about 32 px; ResNet: 3 × 3 stem of stride 1 and no max-pool</source>
        <translation>für Bilder von etwa 32 px; ResNet: Eingang 3 × 3 mit Schrittweite 1 ohne Max-Pooling</translation>
    </message>
    <message>
        <source>BlurPool</source>
        <translation>BlurPool</translation>
    </message>
    <message>
        <source>blur before each stride; ResNet: before each strided convolution</source>
        <translation>Weichzeichnen vor Schrittweiten; ResNet: vor jeder Faltung mit Schrittweite</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>Blöcke</translation>
    </message>
    <message>
        <source>0: as published</source>
        <translation>0: wie veröffentlicht</translation>
    </message>
    <message>
        <source>Attention heads</source>
        <translation>Attention-Köpfe</translation>
    </message>
    <message>
        <source>they divide the width; 0: as published</source>
        <translation>sie teilen die Breite; 0: wie veröffentlicht</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>values a token; 0: as published</source>
        <translation>Werte je Token; 0: wie veröffentlicht</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>most tokens at once; 0: as published</source>
        <translation>Token zugleich, höchstens; 0: wie veröffentlicht</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Vokabular</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>share of values left out; while training, of embeddings, attention and what each block adds; nanoGPT's small runs: 0.2</source>
        <translation>Anteil ausgelassener Werte; beim Trainieren, bei Einbettungen, Attention und dem, was jeder Block hinzufügt; kleine Läufe von nanoGPT: 0,2</translation>
    </message>
    <message>
        <source>kinds of tokens; 0: as many as the tokenizer of the data has, else as published</source>
        <translation>verschiedene Token; 0: so viele, wie der Tokenizer der Daten hat, sonst wie veröffentlicht</translation>
    </message>
    <message>
        <source>Patch size</source>
        <translation>Patchgröße</translation>
    </message>
    <message>
        <source>px</source>
        <translation>px</translation>
    </message>
    <message>
        <source>side of a patch; 0: as published</source>
        <translation>Seite eines Patches; 0: wie veröffentlicht</translation>
    </message>
    <message>
        <source>Tied head</source>
        <translation>Geteilter Kopf</translation>
    </message>
    <message>
        <source>output by the token table; GPT: the table is the output head; off: a head of its own</source>
        <translation>Ausgabe über die Tokentabelle; GPT: die Tabelle ist der Ausgabekopf; aus: ein eigener Kopf</translation>
    </message>
    <message>
        <source>GELU</source>
        <translation>GELU</translation>
    </message>
    <message>
        <source>exact or approximated; tanh: the approximation (gelu_new of Hugging Face's GPT-2); published: exact, of GPT-Neo tanh</source>
        <translation>genau oder genähert; tanh: die Näherung (gelu_new in Hugging Faces GPT-2); published: genau, bei GPT-Neo tanh</translation>
    </message>
    <message>
        <source>Norm ε</source>
        <translation>ε der Norm</translation>
    </message>
    <message>
        <source>added to the variance; in layer norms; 0: as published</source>
        <translation>zur Varianz addiert; in Layer-Norms; 0: wie veröffentlicht</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>newest tokens that are seen; GPT-Neo: by every other block; 0: as published (256)</source>
        <translation>so viele neueste Token in Sicht; GPT-Neo: in jedem zweiten Block; 0: wie veröffentlicht (256)</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>file to start from; empty: random, from the seed</source>
        <translation>Datei, mit der begonnen wird; leer: zufällig, aus dem Seed</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>folder or file of the data</source>
        <translation>Ordner oder Datei der Daten</translation>
    </message>
    <message>
        <source>Image size</source>
        <translation>Bildgröße</translation>
    </message>
    <message>
        <source>images are scaled to this; 0: as stored</source>
        <translation>Bilder werden darauf skaliert; 0: wie gespeichert</translation>
    </message>
    <message>
        <source>Crop ratio</source>
        <translation>Ausschnitt</translation>
    </message>
    <message>
        <source>share of the shorter side; what is kept of it, in the middle; ImageNet: 0.875</source>
        <translation>Anteil der kürzeren Seite; was von ihr in der Mitte bleibt; ImageNet: 0.875</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>tokens of an example; 0: the model's context</source>
        <translation>Token eines Beispiels; 0: der Kontext des Modells</translation>
    </message>
    <message>
        <source>Bytes of a token</source>
        <translation>Bytes je Token</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>Byte</translation>
    </message>
    <message>
        <source>token files: 2 or 4; 1 and 8 too; 0: detected from the file, which is refused where that is ambiguous</source>
        <translation>Token-Dateien: 2 oder 4; auch 1 und 8; 0: an der Datei erkannt, die abgelehnt wird, wo das nicht eindeutig ist</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>how many images to make; generated sets only; 0: 2000 bars, 500 of the synthetic localizer</source>
        <translation>Zahl der Bilder; nur erzeugte Datensätze; 0: 2000 Balken, 500 des synthetischen Localizers</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Grau</translation>
    </message>
    <message>
        <source>one channel instead of three; synthetic localizer only</source>
        <translation>ein Kanal statt drei; nur synthetischer Localizer</translation>
    </message>
    <message>
        <source>Validation share</source>
        <translation>Validierungsteil</translation>
    </message>
    <message>
        <source>of the training set; where it has no split of its own; drawn from the seed, of tokens and text the end</source>
        <translation>der Trainingsdaten; wo sie nicht schon geteilt sind; aus dem Seed gezogen, bei Token und Text das Ende</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittelwert</translation>
    </message>
    <message>
        <source>of each channel; after scaling to 0..1; empty: the set's default</source>
        <translation>jedes Kanals; nach Skalierung auf 0..1; leer: Vorgabe des Datensatzes</translation>
    </message>
    <message>
        <source>Std. deviation</source>
        <translation>Std.-Abweichung</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>Augmentierung</translation>
    </message>
    <message>
        <source>random changes of images; crop_flip: shift by up to 4 px and mirror image; random_resized_crop: 8 to 100 % of the photograph and mirror image</source>
        <translation>zufällige Änderungen der Bilder; crop_flip: um bis zu 4 px verschoben und gespiegelt; random_resized_crop: 8 bis 100 % des Fotos und gespiegelt</translation>
    </message>
    <message>
        <source>Mirrored too</source>
        <translation>Auch gespiegelt</translation>
    </message>
    <message>
        <source>each validation image; adds the outputs for its mirror image</source>
        <translation>jedes Bild der Validierung; addiert die Ausgaben für sein Spiegelbild</translation>
    </message>
    <message>
        <source>Training size</source>
        <translation>Trainingsgröße</translation>
    </message>
    <message>
        <source>of training images at first; 0: as Image size</source>
        <translation>der Trainingsbilder am Anfang; 0: wie Bildgröße</translation>
    </message>
    <message>
        <source>Size at the end</source>
        <translation>Größe am Ende</translation>
    </message>
    <message>
        <source>training images grow to it; in multiples of 32; 0: they do not grow</source>
        <translation>Trainingsbilder wachsen so weit; in Vielfachen von 32; 0: sie wachsen nicht</translation>
    </message>
    <message>
        <source>Grow from</source>
        <translation>Wachsen ab</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>last epoch of the first size; counted from 0</source>
        <translation>letzte Epoche der ersten Größe; von 0 gezählt</translation>
    </message>
    <message>
        <source>Grow to</source>
        <translation>Wachsen bis</translation>
    </message>
    <message>
        <source>first epoch of the last size; counted from 0</source>
        <translation>erste Epoche der letzten Größe; von 0 gezählt</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Höchstzahl</translation>
    </message>
    <message>
        <source>only the first so many; images or tokens; 0: all</source>
        <translation>nur die ersten so vielen; Bilder oder Token; 0: alle</translation>
    </message>
    <message>
        <source>Validation limit</source>
        <translation>Validierung max.</translation>
    </message>
    <message>
        <source>most measured at each epoch; validation images, or rows of tokens, evenly spread; 0: all</source>
        <translation>höchstens so viele je Epoche; Bilder der Validierung oder Zeilen von Token, gleichmäßig verteilt; 0: alle</translation>
    </message>
    <message>
        <source>τ</source>
        <translation>τ</translation>
    </message>
    <message>
        <source>weight of TopoLoss (scale); 0: watch only</source>
        <translation>Gewicht von TopoLoss (scale); 0: nur zusehen</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>Faktor</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>Unschärfe</translation>
    </message>
    <message>
        <source>how it reads between units</source>
        <translation>wie sie zwischen Einheiten liest</translation>
    </message>
    <message>
        <source>Per slice</source>
        <translation>Je Schnitt</translation>
    </message>
    <message>
        <source>a cosine for each input; over the sheet, instead of for each unit</source>
        <translation>ein Kosinus je Eingang; über die Karte, statt je Einheit</translation>
    </message>
    <message>
        <source>τ schedule</source>
        <translation>Verlauf von τ</translation>
    </message>
    <message>
        <source>τ at start</source>
        <translation>τ am Anfang</translation>
    </message>
    <message>
        <source>the value it begins with</source>
        <translation>der Wert am Anfang</translation>
    </message>
    <message>
        <source>τ at end</source>
        <translation>τ am Ende</translation>
    </message>
    <message>
        <source>the value it ends with</source>
        <translation>der Wert am Ende</translation>
    </message>
    <message>
        <source>Schedule length</source>
        <translation>Verlaufslänge</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>steps the schedule takes; 0: the whole run</source>
        <translation>Schritte, die der Verlauf dauert; 0: der ganze Lauf</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>how weights follow gradients</source>
        <translation>wie Gewichte Gradienten folgen</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>largest size of an update</source>
        <translation>höchste Größe eines Schritts</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Weight-Decay</translation>
    </message>
    <message>
        <source>pull of weights towards 0</source>
        <translation>Zug der Gewichte zur 0</translation>
    </message>
    <message>
        <source>Weight decay on</source>
        <translation>Weight-Decay auf</translation>
    </message>
    <message>
        <source>which weights decay; all; no_norm: not on batch and layer norms; matrices: not on biases and norms</source>
        <translation>welche Gewichte kleiner werden; all: alle; no_norm: nicht auf Batch- und Layer-Norms; matrices: nicht auf Bias und Norms</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>Momentum</translation>
    </message>
    <message>
        <source>share of the last update; so much of it is kept</source>
        <translation>Anteil des letzten Schritts; so viel von ihm bleibt</translation>
    </message>
    <message>
        <source>Nesterov</source>
        <translation>Nesterov</translation>
    </message>
    <message>
        <source>looks ahead by the momentum</source>
        <translation>blickt mit dem Momentum voraus</translation>
    </message>
    <message>
        <source>β₂</source>
        <translation>β₂</translation>
    </message>
    <message>
        <source>memory of squared gradients; share of their mean kept; 0.95 for text</source>
        <translation>Gedächtnis der Gradientquadrate; Anteil ihres Mittels, der bleibt; 0.95 für Sprache</translation>
    </message>
    <message>
        <source>Rate schedule</source>
        <translation>Verlauf der Rate</translation>
    </message>
    <message>
        <source>change of the learning rate; over the run</source>
        <translation>Änderung der Lernrate; über den Lauf</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>Aufwärmen</translation>
    </message>
    <message>
        <source>learning rate rises from 0; over so many steps</source>
        <translation>die Lernrate steigt von 0; über so viele Schritte</translation>
    </message>
    <message>
        <source>Warm-up start</source>
        <translation>Aufwärmbeginn</translation>
    </message>
    <message>
        <source>share of the rate at step 0; of the learning rate; 0: one step's part of it</source>
        <translation>Anteil der Rate bei Schritt 0; der Lernrate; 0: der Teil eines Schritts</translation>
    </message>
    <message>
        <source>Final rate</source>
        <translation>Lernrate am Ende</translation>
    </message>
    <message>
        <source>share of the rate at the end; what is left of the learning rate</source>
        <translation>Anteil der Rate am Ende; was von der Lernrate bleibt</translation>
    </message>
    <message>
        <source>Gradient clip</source>
        <translation>Gradient kappen</translation>
    </message>
    <message>
        <source>largest gradient norm; of the whole gradient; 0: off</source>
        <translation>größte Norm des Gradienten; des ganzen Gradienten; 0: aus</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>Label-Glättung</translation>
    </message>
    <message>
        <source>share of the target; spread over all classes</source>
        <translation>Anteil des Ziels; auf alle Klassen verteilt</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>passes over the training set</source>
        <translation>Durchgänge durch die Daten</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>updates; when above 0 they decide instead of the epochs</source>
        <translation>Schritte; über 0 entscheiden sie statt der Epochen</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Batchgröße</translation>
    </message>
    <message>
        <source>Parts of a batch</source>
        <translation>Teile je Batch</translation>
    </message>
    <message>
        <source>more parts, less memory; a batch is computed in so many parts, whose gradients are added: the same update; batch norm sees each part alone</source>
        <translation>mehr Teile, weniger Speicher; ein Batch wird in so vielen Teilen gerechnet, deren Gradienten addiert werden: derselbe Schritt; Batch-Norm sieht jeden Teil allein</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Zahlenformat</translation>
    </message>
    <message>
        <source>format of the numbers; bf16: autocast, TopoLoss stays in fp32; auto: bf16 where the device computes it</source>
        <translation>womit gerechnet wird; bf16: Autocast, TopoLoss bleibt in fp32; auto: bf16, wo das Gerät es rechnet</translation>
    </message>
    <message>
        <source>Channels last</source>
        <translation>Kanäle zuletzt</translation>
    </message>
    <message>
        <source>order in memory; of convolution weights and images</source>
        <translation>Anordnung im Speicher; der Faltungsgewichte und Bilder</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>of weights, order and split; the first weights, the order of the data and the split</source>
        <translation>von Gewichten, Folge und Teilung; die ersten Gewichte, die Reihenfolge der Daten und die Teilung</translation>
    </message>
    <message>
        <source>Probe</source>
        <translation>Prüfreize</translation>
    </message>
    <message>
        <source>stimuli for live maps; localizer:FOLDER, synthetic_localizer: ...; empty: the validation images</source>
        <translation>Reize für Live-Karten; localizer:ORDNER, synthetic_localizer: ...; leer: die Bilder der Validierung</translation>
    </message>
    <message>
        <source>Contrasts</source>
        <translation>Kontraste</translation>
    </message>
    <message>
        <source>which stimuli are compared; auto, each, floc, size-animacy, synthetic, or a contrasts.toml</source>
        <translation>welche Reize verglichen werden; auto, each, floc, size-animacy, synthetic oder eine contrasts.toml</translation>
    </message>
    <message>
        <source>Probe stimuli</source>
        <translation>Zahl der Prüfreize</translation>
    </message>
    <message>
        <source>most of them; evenly over the categories</source>
        <translation>höchstens so viele; gleichmäßig über die Kategorien</translation>
    </message>
    <message>
        <source>Probe's share</source>
        <translation>Prüfreizanteil</translation>
    </message>
    <message>
        <source>of the training time; at most, for live views; stored snapshots are always measured; 0: only those</source>
        <translation>der Trainingszeit; höchstens, für die Live-Ansicht; gespeicherte Momentaufnahmen werden immer gemessen; 0: nur diese</translation>
    </message>
    <message>
        <source>Curves every</source>
        <translation>Kurven alle</translation>
    </message>
    <message>
        <source>steps between two points; of the curves</source>
        <translation>Schritte zwischen zwei Punkten; der Kurven</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>Karten</translation>
    </message>
    <message>
        <source>when maps are stored; log+epoch: steps 0 1 2 5 10 20 50 ... and each epoch</source>
        <translation>wann Karten gespeichert werden; log+epoch: Schritte 0 1 2 5 10 20 50 ... und jede Epoche</translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation>Checkpoint alle</translation>
    </message>
    <message>
        <source>epochs between two of them</source>
        <translation>Epochen zwischen zweien</translation>
    </message>
    <message>
        <source>Also every</source>
        <translation>Außerdem alle</translation>
    </message>
    <message>
        <source>min</source>
        <translation>min</translation>
    </message>
    <message>
        <source>within an epoch; minutes of training between two checkpoints; 0: at epochs only</source>
        <translation>in einer Epoche; Minuten Training zwischen zwei Checkpoints; 0: nur an Epochen</translation>
    </message>
    <message>
        <source>Checkpoints kept</source>
        <translation>Checkpoints max.</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>Task loss</source>
        <translation>Loss der Aufgabe</translation>
    </message>
    <message>
        <source>Topo loss</source>
        <translation>Topo-Loss</translation>
    </message>
    <message>
        <source>Total loss</source>
        <translation>Gesamt-Loss</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>Loss der Validierung</translation>
    </message>
    <message>
        <source>Validation accuracy</source>
        <translation>Genauigkeit der Validierung</translation>
    </message>
    <message>
        <source>Validation perplexity</source>
        <translation>Perplexität der Validierung</translation>
    </message>
    <message>
        <source>Validation loss per byte</source>
        <translation>Verlust der Validierung je Byte</translation>
    </message>
    <message>
        <source>bits</source>
        <translation>Bit</translation>
    </message>
    <message>
        <source>Training accuracy</source>
        <translation>Genauigkeit im Training</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>images/s</source>
        <translation>Bilder/s</translation>
    </message>
    <message>
        <source>Smoothness</source>
        <translation>Glattheit</translation>
    </message>
    <message>
        <source>Dimensionality</source>
        <translation>Dimensionalität</translation>
    </message>
    <message>
        <source>Selectivity</source>
        <translation>Selektivität</translation>
    </message>
    <message>
        <source>Similarity of maps</source>
        <translation>Ähnlichkeit der Karten</translation>
    </message>
    <message>
        <source>Patches</source>
        <translation>Areale</translation>
    </message>
    <message>
        <source>Moran's I</source>
        <translation>Morans I</translation>
    </message>
    <message>
        <source>Orientation</source>
        <translation>Orientierung</translation>
    </message>
    <message>
        <source>Statistic</source>
        <translation>Statistik</translation>
    </message>
    <message>
        <source>of which map</source>
        <translation>welcher Karte</translation>
    </message>
    <message>
        <source>t (Welch)</source>
        <translation>t (Welch)</translation>
    </message>
    <message>
        <source>t of each unit, of unequal variances, with population variances</source>
        <translation>t jeder Einheit bei ungleichen Varianzen, mit Varianzen der Grundgesamtheit</translation>
    </message>
    <message>
        <source>Welch's t of each unit</source>
        <translation>Welchs t jeder Einheit</translation>
    </message>
    <message>
        <source>d′ of each unit</source>
        <translation>d′ jeder Einheit</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>Zusammenfassen</translation>
    </message>
    <message>
        <source>mean or max over space, or flatten</source>
        <translation>Mittel oder Maximum über den Raum, oder jeder Ort</translation>
    </message>
    <message>
        <source>Mean over space</source>
        <translation>Mittel über den Raum</translation>
    </message>
    <message>
        <source>Largest over space</source>
        <translation>Größter über den Raum</translation>
    </message>
    <message>
        <source>Every place</source>
        <translation>Jeder Ort</translation>
    </message>
    <message>
        <source>Shuffles</source>
        <translation>Permutationen</translation>
    </message>
    <message>
        <source>permutations behind p</source>
        <translation>Permutationen hinter p</translation>
    </message>
    <message>
        <source>seed of the permutations</source>
        <translation>Seed der Permutationen</translation>
    </message>
    <message>
        <source>Preferred</source>
        <translation>Bevorzugt</translation>
    </message>
    <message>
        <source>preferred angle by vector sum or largest response</source>
        <translation>bevorzugter Winkel nach Vektorsumme oder stärkster Antwort</translation>
    </message>
    <message>
        <source>Vector sum</source>
        <translation>Vektorsumme</translation>
    </message>
    <message>
        <source>Strongest</source>
        <translation>Stärkste</translation>
    </message>
    <message>
        <source>Circular variance</source>
        <translation>Zirkuläre Varianz</translation>
    </message>
    <message>
        <source>Pinwheels +</source>
        <translation>Pinwheels +</translation>
    </message>
    <message>
        <source>Pinwheels −</source>
        <translation>Pinwheels −</translation>
    </message>
    <message>
        <source>Outline &gt;</source>
        <translation>Umriss &gt;</translation>
    </message>
    <message>
        <source>smallest smoothed value</source>
        <translation>kleinster geglätteter Wert</translation>
    </message>
    <message>
        <source>width of the smoothing, in units (default 0.034 of the longer side)</source>
        <translation>Breite der Glättung in Einheiten (Vorgabe 0.034 der längeren Seite)</translation>
    </message>
    <message>
        <source>fewest units (default 3, or 2 % of the sheet)</source>
        <translation>kleinste Zahl von Einheiten (Vorgabe 3 oder 2 % der Karte)</translation>
    </message>
    <message>
        <source>area, %</source>
        <translation>Fläche, %</translation>
    </message>
    <message>
        <source>largest t</source>
        <translation>größtes t</translation>
    </message>
    <message>
        <source>smallest t</source>
        <translation>kleinstes t</translation>
    </message>
    <message>
        <source>peak unit</source>
        <translation>stärkste Einheit</translation>
    </message>
    <message>
        <source>window of SSIM, an odd number of units</source>
        <translation>Fenster für SSIM, ungerade Zahl von Einheiten</translation>
    </message>
    <message>
        <source>Pearson</source>
        <translation>Pearson</translation>
    </message>
    <message>
        <source>SSIM</source>
        <translation>SSIM</translation>
    </message>
    <message>
        <source>Spearman</source>
        <translation>Spearman</translation>
    </message>
    <message>
        <source>Correlation and distance</source>
        <translation>Korrelation und Abstand</translation>
    </message>
    <message>
        <source>Dimensionality and smoothness</source>
        <translation>Dimensionalität und Glattheit</translation>
    </message>
    <message>
        <source>Effective dimensionality</source>
        <translation>Effektive Dimensionalität</translation>
    </message>
    <message>
        <source>Effective dimensionality and smoothness</source>
        <translation>Effektive Dimensionalität und Glattheit</translation>
    </message>
    <message>
        <source>mean over layers</source>
        <translation>Mittel über die Schichten</translation>
    </message>
    <message>
        <source>published, ResNet-18</source>
        <translation>veröffentlicht, ResNet-18</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>Correlation over stimuli</source>
        <translation>Korrelation über die Reize</translation>
    </message>
    <message>
        <source>Largest correlation minus the smallest</source>
        <translation>Größte Korrelation minus die kleinste</translation>
    </message>
    <message>
        <source>LLCNN</source>
        <translation>LLCNN</translation>
    </message>
    <message>
        <source>TDANN</source>
        <translation>TDANN</translation>
    </message>
    <message>
        <source>(max − first) / max of 1 − correlation</source>
        <translation>(Maximum − erste) / Maximum von 1 − Korrelation</translation>
    </message>
    <message>
        <source>(c₀ − min) / c₀; undefined where the nearest units correlate below 0.05</source>
        <translation>(c₀ − Minimum) / c₀; nicht definiert, wo die nächsten Einheiten unter 0.05 korrelieren</translation>
    </message>
    <message>
        <source>edges of the distance bins, in units; pairs at exactly the last are left out (default: 20 bins over the sheet's diagonal)</source>
        <translation>Grenzen der Abstandsklassen in Einheiten; Paare genau an der letzten bleiben weg (Vorgabe: 20 Klassen über die Diagonale der Karte)</translation>
    </message>
    <message>
        <source>reading data</source>
        <translation>Daten werden gelesen</translation>
    </message>
    <message>
        <source>building the network</source>
        <translation>das Netz wird gebaut</translation>
    </message>
    <message>
        <source>loading the checkpoint</source>
        <translation>der Checkpoint wird geladen</translation>
    </message>
    <message>
        <source>before the first step</source>
        <translation>vor dem ersten Schritt</translation>
    </message>
    <message>
        <source>random weights, seed 0</source>
        <translation>zufällige Gewichte, Seed 0</translation>
    </message>
    <message>
        <source>τ %1, seed %2</source>
        <translation>τ %1, Seed %2</translation>
    </message>
    <message>
        <source>The run %1 is being trained, so it keeps its name until its end; stop it first.</source>
        <translation>Der Lauf %1 wird trainiert und behält seinen Namen bis zum Ende; halten Sie ihn zuerst an.</translation>
    </message>
    <message>
        <source>The run %1 keeps its name, for there is something called %2 already; choose another name.</source>
        <translation>Der Lauf %1 behält seinen Namen, denn %2 gibt es schon; wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>`%1` cannot be the name of a run: write at most 200 letters, digits, _, - and ., with a letter, digit or _ first.</source>
        <translation>`%1` kann kein Lauf heißen: schreiben Sie höchstens 200 Buchstaben, Ziffern, _, - und ., mit einem Buchstaben, einer Ziffer oder _ am Anfang.</translation>
    </message>
    <message>
        <source>The run %1 is being trained by process %2 on %3 since %4; stop it first.</source>
        <translation>Der Lauf %1 wird von Prozess %2 auf %3 trainiert, seit %4; halten Sie ihn zuerst an.</translation>
    </message>
    <message>
        <source>The run %1 is being trained by another process; stop it first.</source>
        <translation>Der Lauf %1 wird von einem anderen Prozess trainiert; halten Sie ihn zuerst an.</translation>
    </message>
    <message>
        <source>No process trains %1 (%2); `toponets train --resume` goes on with it.</source>
        <translation>Kein Prozess trainiert %1 (%2); `toponets train --resume` setzt ihn fort.</translation>
    </message>
    <message>
        <source>Cannot copy %1 to %2 (%3); choose another place.</source>
        <translation>%1 lässt sich nicht nach %2 kopieren (%3); wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>Cannot write into %1 (%2); choose another folder.</source>
        <translation>In %1 lässt sich nicht schreiben (%2); wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>No run with τ 0, seed %1 and otherwise the same settings is in this folder; train one to compare with.</source>
        <translation>In diesem Ordner ist kein Lauf mit τ 0, Seed %1 und sonst gleichen Einstellungen; trainieren Sie einen zum Vergleich.</translation>
    </message>
    <message>
        <source>This run has τ 0 itself.</source>
        <translation>Dieser Lauf hat selbst τ 0.</translation>
    </message>
    <message>
        <source>No checkpoint yet: the first one comes at the end of an epoch, or with Save checkpoint.</source>
        <translation>Noch kein Checkpoint: der erste kommt am Ende einer Epoche oder mit Checkpoint speichern.</translation>
    </message>
    <message>
        <source>Run %1 (%2): %3</source>
        <translation>Lauf %1 (%2): %3</translation>
    </message>
    <message>
        <source>The sweep %1 comes to more than %2 runs; name fewer values.</source>
        <translation>Der Sweep %1 ergibt mehr als %2 Läufe; nennen Sie weniger Werte.</translation>
    </message>
    <message>
        <source>The queue %1 would hold more than %2 runs; begin another one under a new name.</source>
        <translation>Die Warteschlange %1 enthielte mehr als %2 Läufe; beginnen Sie eine andere unter neuem Namen.</translation>
    </message>
    <message>
        <source>The run %1 was deleted or renamed; put it back in the queue to train it again.</source>
        <translation>Der Lauf %1 wurde gelöscht oder umbenannt; legen Sie ihn zurück, um ihn neu zu trainieren.</translation>
    </message>
    <message>
        <source>Its process was ended by the system (%1), as if for want of memory; `toponets sweep %2 --retry` goes on from its last checkpoint.</source>
        <translation>Sein Prozess wurde vom System beendet (%1), wie bei Mangel an Speicher; `toponets sweep %2 --retry` geht beim letzten Checkpoint weiter.</translation>
    </message>
    <message>
        <source>%1 is damaged or of another version of the program, so its run is left out; add it again.</source>
        <translation>%1 ist beschädigt oder von einer anderen Programmversion, daher fällt der Lauf weg; fügen Sie ihn neu hinzu.</translation>
    </message>
    <message>
        <source>%1 is damaged; delete the queue's folder and start the sweep again: finished runs are taken, not trained again.</source>
        <translation>%1 ist beschädigt; löschen Sie den Ordner der Warteschlange und starten Sie den Sweep neu: fertige Läufe werden übernommen, nicht neu trainiert.</translation>
    </message>
    <message>
        <source>%1 was made by a newer version of the program; open it with that one.</source>
        <translation>%1 stammt von einer neueren Programmversion; öffnen Sie es mit jener.</translation>
    </message>
    <message>
        <source>No process could be started to train %1 (%2: %3); end other programs, or install the studio again.</source>
        <translation>Es konnte kein Prozess gestartet werden, um %1 zu trainieren (%2: %3); beenden Sie andere Programme, oder installieren Sie das Studio neu.</translation>
    </message>
    <message>
        <source>Cannot lock %1: this file system has no locks, so two processes could take the same run; keep the runs on another disk.</source>
        <translation>%1 lässt sich nicht sperren: dieses Dateisystem kennt keine Sperren, zwei Prozesse könnten denselben Lauf nehmen; legen Sie die Läufe auf eine andere Platte.</translation>
    </message>
    <message>
        <source>%1 is %2 but must lie between %3 and %4.</source>
        <translation>%1 ist %2, muss aber zwischen %3 und %4 liegen.</translation>
    </message>
    <message>
        <source>%1 is %2 but must be %3 or more.</source>
        <translation>%1 ist %2, muss aber mindestens %3 sein.</translation>
    </message>
    <message>
        <source>%1 is %2 but must be %3 or less.</source>
        <translation>%1 ist %2, darf aber höchstens %3 sein.</translation>
    </message>
    <message>
        <source>%1 is %2 but must be a finite number.</source>
        <translation>%1 ist %2, muss aber eine endliche Zahl sein.</translation>
    </message>
    <message>
        <source>%1 is "%2" but must be one of %3.</source>
        <translation>%1 ist „%2“, muss aber eines von %3 sein.</translation>
    </message>
    <message>
        <source>Set to %1</source>
        <translation>Auf %1 setzen</translation>
    </message>
    <message>
        <source>Set nesterov to false</source>
        <translation>nesterov ausschalten</translation>
    </message>
    <message>
        <source>Set to 0 (the whole run)</source>
        <translation>Auf 0 setzen (der ganze Lauf)</translation>
    </message>
    <message>
        <source>data.mean has %1 values and data.std %2; give one of each for every channel, or one for all.</source>
        <translation>data.mean hat %1 Werte und data.std %2; geben Sie je einen für jeden Kanal an oder einen für alle.</translation>
    </message>
    <message>
        <source>data.validation is 0: a data set without a split of its own gets no validation accuracy; 0.1 keeps a tenth of it back.</source>
        <translation>data.validation ist 0: ein Datensatz ohne eigene Teilung erhält keine Genauigkeit der Validierung; 0.1 hält ein Zehntel zurück.</translation>
    </message>
    <message>
        <source>train.parts is %1, but a batch of %2 has no more parts than images.</source>
        <translation>train.parts ist %1, aber ein Batch von %2 hat nicht mehr Teile als Bilder.</translation>
    </message>
    <message>
        <source>data.train_size_end is %1 but images as stored have no size to grow from; set data.train_size or data.image_size.</source>
        <translation>data.train_size_end ist %1, aber Bilder wie gespeichert haben keine Größe, von der sie wachsen; setzen Sie data.train_size oder data.image_size.</translation>
    </message>
    <message>
        <source>data.grow_to is epoch %1, before data.grow_from = %2; images grow from the one to the other.</source>
        <translation>data.grow_to ist Epoche %1, vor data.grow_from = %2; Bilder wachsen von der einen zur anderen.</translation>
    </message>
    <message>
        <source>data.grow_to is epoch %1 of %2 (counted from 0), so training images do not reach data.train_size_end; let them grow earlier.</source>
        <translation>data.grow_to ist Epoche %1 von %2 (von 0 gezählt), daher erreichen die Trainingsbilder data.train_size_end nicht; lassen Sie sie früher wachsen.</translation>
    </message>
    <message>
        <source>topoloss.schedule is chained but has no stages; add [[topoloss.stage]] tables or choose constant.</source>
        <translation>topoloss.schedule ist chained, hat aber keine Stufen; fügen Sie [[topoloss.stage]] hinzu oder wählen Sie constant.</translation>
    </message>
    <message>
        <source>[[topoloss.stage]] tables are used only when topoloss.schedule is chained; it is %1.</source>
        <translation>[[topoloss.stage]] gilt nur, wenn topoloss.schedule chained ist; es ist %1.</translation>
    </message>
    <message>
        <source>topoloss.tau_end is %1 but cosine_decay must end below τ = %2.</source>
        <translation>topoloss.tau_end ist %1, aber cosine_decay muss unter τ = %2 enden.</translation>
    </message>
    <message>
        <source>topoloss.layers names %1 twice; name it once.</source>
        <translation>topoloss.layers nennt %1 zweimal; nennen Sie es einmal.</translation>
    </message>
    <message>
        <source>two overrides name layer %1; keep one.</source>
        <translation>Zwei Ausnahmen nennen die Schicht %1; behalten Sie eine.</translation>
    </message>
    <message>
        <source>the override of layer %1 changes nothing; give it tau or factor.</source>
        <translation>Die Ausnahme der Schicht %1 ändert nichts; geben Sie tau oder factor an.</translation>
    </message>
    <message>
        <source>the override of layer %1 sets τ to %2; it must be 0 or more.</source>
        <translation>Die Ausnahme der Schicht %1 setzt τ auf %2; es muss mindestens 0 sein.</translation>
    </message>
    <message>
        <source>the override of layer %1 sets the factor to %2; it must be 1 or more.</source>
        <translation>Die Ausnahme der Schicht %1 setzt den Faktor auf %2; er muss mindestens 1 sein.</translation>
    </message>
    <message>
        <source>optimizer.warmup_steps is %1 but one_cycle has a warm-up of its own; set it to 0.</source>
        <translation>optimizer.warmup_steps ist %1, aber one_cycle wärmt selbst auf; setzen Sie es auf 0.</translation>
    </message>
    <message>
        <source>optimizer.warmup_steps is %1, so the learning rate rises over the whole run of %2 steps; shorten it.</source>
        <translation>optimizer.warmup_steps ist %1, die Lernrate steigt also über alle %2 Schritte des Laufs; verkürzen Sie es.</translation>
    </message>
    <message>
        <source>optimizer.nesterov looks ahead along the momentum, but optimizer.momentum is 0; set it above 0, or nesterov to false.</source>
        <translation>optimizer.nesterov blickt entlang des Momentums voraus, aber optimizer.momentum ist 0; setzen Sie es über 0 oder schalten Sie nesterov aus.</translation>
    </message>
    <message>
        <source>optimizer.learning_rate is 0, so the weights never change; 0.001 suits Adam.</source>
        <translation>optimizer.learning_rate ist 0, die Gewichte ändern sich also nie; 0.001 passt zu Adam.</translation>
    </message>
    <message>
        <source>CPU, 1 thread</source>
        <translation>CPU, 1 Thread</translation>
    </message>
    <message>
        <source>CPU, %1 threads</source>
        <translation>CPU, %1 Threads</translation>
    </message>
    <message>
        <source>%1 device %2, %3 GB free</source>
        <translation>%1-Gerät %2, %3 GB frei</translation>
    </message>
    <message>
        <source>Training on the CPU: an NVIDIA GPU is present, but this LibTorch was built without CUDA.</source>
        <translation>Trainiert auf der CPU: eine NVIDIA-GPU ist da, aber dieses LibTorch wurde ohne CUDA gebaut.</translation>
    </message>
    <message>
        <source>Training on the CPU: no NVIDIA GPU was found, and this LibTorch was built without CUDA.</source>
        <translation>Trainiert auf der CPU: es wurde keine NVIDIA-GPU gefunden, und dieses LibTorch wurde ohne CUDA gebaut.</translation>
    </message>
    <message>
        <source>Training on the CPU: the NVIDIA driver is loaded, but no CUDA device answers.</source>
        <translation>Trainiert auf der CPU: der NVIDIA-Treiber ist geladen, aber kein CUDA-Gerät antwortet.</translation>
    </message>
    <message>
        <source>Training on the CPU: no CUDA device was found.</source>
        <translation>Trainiert auf der CPU: es wurde kein CUDA-Gerät gefunden.</translation>
    </message>
    <message>
        <source>Probe of the run: %1</source>
        <translation>Prüfreize des Laufs: %1</translation>
    </message>
    <message>
        <source>Synthetic localizer (drawn by the program)</source>
        <translation>Synthetischer Localizer (vom Programm gezeichnet)</translation>
    </message>
    <message>
        <source>Validation images, by class</source>
        <translation>Bilder der Validierung, nach Klasse</translation>
    </message>
    <message>
        <source>Gratings at 8 angles</source>
        <translation>Gitter in 8 Winkeln</translation>
    </message>
    <message>
        <source>%1 (not found here)</source>
        <translation>%1 (hier nicht gefunden)</translation>
    </message>
    <message>
        <source>%1 pairs of units</source>
        <translation>%1 Paare von Einheiten</translation>
    </message>
    <message>
        <source>Distance, units</source>
        <translation>Abstand, Einheiten</translation>
    </message>
    <message>
        <source>Oriented bars</source>
        <translation>Orientierte Balken</translation>
    </message>
    <message>
        <source>ResNet-18 on small photographs</source>
        <translation>ResNet-18 auf kleinen Fotos</translation>
    </message>
    <message>
        <source>Handwritten digits</source>
        <translation>Handgeschriebene Ziffern</translation>
    </message>
    <message>
        <source>ResNet-18 on ImageNet</source>
        <translation>ResNet-18 auf ImageNet</translation>
    </message>
    <message>
        <source>ResNet-50 on ImageNet</source>
        <translation>ResNet-50 auf ImageNet</translation>
    </message>
    <message>
        <source>Text drawn</source>
        <translation>Gezogener Text</translation>
    </message>
    <message>
        <source>with each stored snapshot; 0: none</source>
        <translation>zu jedem gespeicherten Stand; 0: keiner</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>what the text goes on from; empty: the end of text, else a line end</source>
        <translation>wovon der Text weitergeht; leer: das Textende, sonst ein Zeilenende</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>how freely it is drawn; below 1 likely tokens more often; 0: the likeliest</source>
        <translation>wie frei gezogen wird; unter 1 wahrscheinliche Token öfter; 0: das wahrscheinlichste</translation>
    </message>
    <message>
        <source>Likeliest</source>
        <translation>Wahrscheinlichste</translation>
    </message>
    <message>
        <source>one of so many is drawn; 0: of all</source>
        <translation>eines von so vielen wird gezogen; 0: von allen</translation>
    </message>
    <message>
        <source>Seed of the text</source>
        <translation>Seed des Textes</translation>
    </message>
    <message>
        <source>the same draws each time</source>
        <translation>jedes Mal dieselben Ziehungen</translation>
    </message>
    <message>
        <source>Characters of a book</source>
        <translation>Zeichen eines Buchs</translation>
    </message>
    <message>
        <source>nanoGPT on a short book; 4 blocks, 148 kB of Alice in Wonderland; their 16 × 32 sheets become smooth within a minute</source>
        <translation>nanoGPT auf einem kurzen Buch; 4 Blöcke, 148 kB von Alice im Wunderland; ihre Karten von 16 × 32 werden in einer Minute glatt</translation>
    </message>
    <message>
        <source>nanoGPT on tokens</source>
        <translation>nanoGPT auf Token</translation>
    </message>
    <message>
        <source>Generated bars; no data to fetch; eight orientations; units that prefer alike ones gather on the sheet</source>
        <translation>Erzeugte Balken; ohne Dateien; acht Orientierungen; Einheiten mit ähnlicher Vorliebe sammeln sich auf der Karte</translation>
    </message>
    <message>
        <source>32 × 32 photographs; a folder a class; all 16 block convolutions get a sheet; slow without a GPU</source>
        <translation>Fotos, 32 × 32; ein Ordner je Klasse; alle 16 Faltungen der Blöcke bekommen eine Karte; langsam ohne GPU</translation>
    </message>
    <message>
        <source>The paper's demo on MNIST; a small MLP, 10,000 images; its 16 × 16 sheet becomes smooth within a minute</source>
        <translation>Demo der Arbeit, MNIST; ein kleines MLP, 10,000 Bilder; seine Karte von 16 × 16 wird in einer Minute glatt</translation>
    </message>
    <message>
        <source>The paper's recipe; 88 epochs; needs ImageNet as train/ and val/ in data/imagenet, and a large GPU</source>
        <translation>Das Rezept der Arbeit; 88 Epochen; braucht ImageNet als train/ und val/ in data/imagenet und eine große GPU</translation>
    </message>
    <message>
        <source>The larger network; 88 epochs; the paper's recipe; needs ImageNet as train/ and val/ in data/imagenet, and a large GPU</source>
        <translation>Das größere Netz; 88 Epochen; nach dem Rezept der Arbeit; braucht ImageNet als train/ und val/ in data/imagenet und eine große GPU</translation>
    </message>
    <message>
        <source>GPT-2 small, your own tokens; train.bin and val.bin (uint16) in a folder; the 12 widening layers get 48 × 64 sheets; needs a GPU</source>
        <translation>GPT-2 small, eigene Token; train.bin und val.bin (uint16) in einem Ordner; die 12 weitenden Schichten bekommen Karten von 48 × 64; braucht eine GPU</translation>
    </message>
    <message>
        <source>The data have %1 classes, the model has %2 outputs; it needs %3.</source>
        <translation>Die Daten haben %1 Klassen, das Modell hat %2 Ausgaben; es braucht %3.</translation>
    </message>
    <message>
        <source>The data have %1 classes, the model has %2 outputs; the rest stays unused.</source>
        <translation>Die Daten haben %1 Klassen, das Modell hat %2 Ausgaben; der Rest bleibt unbenutzt.</translation>
    </message>
    <message>
        <source>The data have %1 kinds of tokens, the model has %2 outputs; it needs %3.</source>
        <translation>Die Daten haben %1 verschiedene Token, das Modell hat %2 Ausgaben; es braucht %3.</translation>
    </message>
    <message>
        <source>The data have %1 kinds of tokens, the model has %2 outputs; the rest stays unused.</source>
        <translation>Die Daten haben %1 verschiedene Token, das Modell hat %2 Ausgaben; der Rest bleibt unbenutzt.</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 verwenden</translation>
    </message>
    <message>
        <source>The data have rows of %1 tokens, %2 takes %3 at once.</source>
        <translation>Die Daten haben Zeilen von %1 Token, %2 nimmt %3 zugleich.</translation>
    </message>
    <message>
        <source>Use the model's</source>
        <translation>Die des Modells verwenden</translation>
    </message>
    <message>
        <source>The data in %1 have no labels to learn; add an array y with the class of each image.</source>
        <translation>Die Daten in %1 haben keine Labels; fügen Sie ein Array y mit der Klasse jedes Bildes hinzu.</translation>
    </message>
    <message>
        <source>%1 is %2, but %3 takes images of one size, %4 x %5; set it to 0.</source>
        <translation>%1 ist %2, aber %3 nimmt Bilder einer Größe, %4 x %5; setzen Sie es auf 0.</translation>
    </message>
    <message>
        <source>No row of tokens is left in %1; raise data.limit or lower data.validation.</source>
        <translation>In %1 bleibt keine Zeile von Token; erhöhen Sie data.limit oder senken Sie data.validation.</translation>
    </message>
    <message>
        <source>No training images are left in %1; raise data.limit or lower data.validation.</source>
        <translation>In %1 bleiben keine Trainingsbilder; erhöhen Sie data.limit oder senken Sie data.validation.</translation>
    </message>
    <message>
        <source>No tokens are held out, so perplexity is not measured.</source>
        <translation>Es sind keine Token zurückgehalten, die Perplexität wird also nicht gemessen.</translation>
    </message>
    <message>
        <source>No images are held out, so accuracy is not measured.</source>
        <translation>Es sind keine Bilder zurückgehalten, die Genauigkeit wird also nicht gemessen.</translation>
    </message>
    <message>
        <source>Set apart 10 %</source>
        <translation>10 % zurückhalten</translation>
    </message>
    <message>
        <source>Load what fits</source>
        <translation>Passendes laden</translation>
    </message>
    <message>
        <source>the rest begins at random; weights that the file has not, or of another shape</source>
        <translation>der Rest beginnt zufällig; Gewichte, die der Datei fehlen oder die andere Form haben</translation>
    </message>
    <message>
        <source>TensorBoard</source>
        <translation>TensorBoard</translation>
    </message>
    <message>
        <source>writes the curves for it too</source>
        <translation>schreibt die Kurven auch dafür</translation>
    </message>
    <message>
        <source>φ (factor)</source>
        <translation>φ (Faktor)</translation>
    </message>
    <message>
        <source>×</source>
        <translation>×</translation>
    </message>
    <message>
        <source>the sheet shrinks by these; blur: its rows and columns; larger keeps only larger patches</source>
        <translation>die Karte schrumpft darum; Unschärfe: ihre Zeilen und Spalten; größer lässt nur größere Areale</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>layers that get TopoLoss; default: the hidden layers of an MLP, the block convolutions of a ResNet, mlp.3 of a vision transformer, mlp.c_fc of a GPT</source>
        <translation>Schichten mit TopoLoss; default: die verborgenen eines MLP, die Faltungen der Blöcke eines ResNet, mlp.3 eines Vision-Transformers, mlp.c_fc eines GPT</translation>
    </message>
    <message>
        <source>significant</source>
        <translation>signifikant</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>t</source>
        <translation>t</translation>
    </message>
    <message>
        <source>d′</source>
        <translation>d′</translation>
    </message>
    <message>
        <source>patches</source>
        <translation>Areale</translation>
    </message>
    <message>
        <source>largest</source>
        <translation>größtes</translation>
    </message>
    <message>
        <source>peak</source>
        <translation>Spitze</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>erwartet</translation>
    </message>
    <message>
        <source>p</source>
        <translation>p</translation>
    </message>
    <message>
        <source>reading images, %L1 of %L2</source>
        <translation>Bilder werden gelesen, %L1 von %L2</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>startet</translation>
    </message>
    <message>
        <source>starting its process</source>
        <translation>sein Prozess wird gestartet</translation>
    </message>
    <message>
        <source>The process that is to train %1 has not started yet; try again in a moment.</source>
        <translation>Der Prozess, der %1 trainieren soll, ist noch nicht gestartet; versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>%1 holds no queue.json, the order of its runs; give the sweep's TOML file again, with `--runs %2`, and it goes on: runs that are finished are taken, not trained again.</source>
        <translation>%1 enthält keine queue.json, die Reihenfolge der Läufe; geben Sie die TOML-Datei der Serie noch einmal an, mit `--runs %2`, dann geht es weiter: fertige Läufe werden übernommen, nicht neu trainiert.</translation>
    </message>
    <message>
        <source>opening the run</source>
        <translation>der Lauf wird geöffnet</translation>
    </message>
    <message>
        <source>measuring the first maps</source>
        <translation>die ersten Karten werden gemessen</translation>
    </message>
    <message>
        <source>measuring the last maps</source>
        <translation>die letzten Karten werden gemessen</translation>
    </message>
    <message>
        <source>first validation</source>
        <translation>erste Validierung</translation>
    </message>
    <message>
        <source>first validation, %L1 %</source>
        <translation>erste Validierung, %L1 %</translation>
    </message>
    <message>
        <source>Undefined</source>
        <translation>Nicht definiert</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>1 layer</source>
        <translation>1 Schicht</translation>
    </message>
    <message>
        <source>%L1 layers</source>
        <translation>%L1 Schichten</translation>
    </message>
    <message>
        <source>1 image</source>
        <translation>1 Bild</translation>
    </message>
    <message>
        <source>%L1 images</source>
        <translation>%L1 Bilder</translation>
    </message>
    <message>
        <source>1 contrast, %1</source>
        <translation>1 Kontrast, %1</translation>
    </message>
    <message>
        <source>%L1 contrasts, %2</source>
        <translation>%L1 Kontraste, %2</translation>
    </message>
    <message>
        <source>%L1, mean of 1 layer</source>
        <translation>%L1, Mittel über 1 Schicht</translation>
    </message>
    <message>
        <source>%L1, mean of %L2 layers</source>
        <translation>%L1, Mittel über %L2 Schichten</translation>
    </message>
    <message>
        <source>%L1, mean of 1 map</source>
        <translation>%L1, Mittel über 1 Karte</translation>
    </message>
    <message>
        <source>%L1, mean of %L2 maps</source>
        <translation>%L1, Mittel über %L2 Karten</translation>
    </message>
    <message>
        <source>Undefined in 1 layer</source>
        <translation>Nicht definiert in 1 Schicht</translation>
    </message>
    <message>
        <source>Undefined in %L1 layers</source>
        <translation>Nicht definiert in %L1 Schichten</translation>
    </message>
    <message>
        <source>%L1, from 1 image</source>
        <translation>%L1, aus 1 Bild</translation>
    </message>
    <message>
        <source>%L1 in 1 layer</source>
        <translation>%L1 in 1 Schicht</translation>
    </message>
    <message>
        <source>%L1 in %L2 layers</source>
        <translation>%L1 in %L2 Schichten</translation>
    </message>
    <message>
        <source>1 pinwheel in 1 layer</source>
        <translation>1 Pinwheel in 1 Schicht</translation>
    </message>
    <message>
        <source>1 pinwheel in %L1 layers</source>
        <translation>1 Pinwheel in %L1 Schichten</translation>
    </message>
    <message>
        <source>%L1 pinwheels in 1 layer</source>
        <translation>%L1 Pinwheels in 1 Schicht</translation>
    </message>
    <message>
        <source>%L1 pinwheels in %L2 layers</source>
        <translation>%L1 Pinwheels in %L2 Schichten</translation>
    </message>
    <message>
        <source>Correlation and distance, %1</source>
        <translation>Korrelation und Abstand, %1</translation>
    </message>
    <message>
        <source>The results are not stored. %1</source>
        <translation>Die Ergebnisse werden nicht gespeichert. %1</translation>
    </message>
    <message>
        <source>The machine is busy: other programs took %L1 % of the processors while this was timed, so on a quiet one it takes less.</source>
        <translation>Die Maschine ist beschäftigt: andere Programme nahmen %L1 % der Prozessoren, während gemessen wurde; auf einer ruhigen geht es schneller.</translation>
    </message>
    <message>
        <source>Measuring the %L1 snapshots that are stored takes %L2 % of the time; fewer probe.stimuli, or output.maps = "epoch" or "none", take less.</source>
        <translation>Die %L1 gespeicherten Momentaufnahmen zu messen kostet %L2 % der Zeit; weniger probe.stimuli oder output.maps = "epoch" oder "none" kosten weniger.</translation>
    </message>
    <message>
        <source>Drawing text for the %L1 snapshots that are stored takes %L2 % of the time; fewer output.sample_tokens, or 0, take less.</source>
        <translation>Text für die %L1 gespeicherten Momentaufnahmen zu ziehen kostet %L2 % der Zeit; weniger output.sample_tokens oder 0 kosten weniger.</translation>
    </message>
    <message>
        <source>A step in %1 was not timed: there is not enough memory for it.</source>
        <translation>Ein Schritt in %1 wurde nicht gemessen: dafür reicht der Speicher nicht.</translation>
    </message>
    <message>
        <source>A step takes %1 in %2 and %3 in %4, as this device has no bf16 arithmetic; set train.precision to %5.</source>
        <translation>Ein Schritt braucht %1 in %2 und %3 in %4, denn dieses Gerät rechnet nicht in bf16; setzen Sie train.precision auf %5.</translation>
    </message>
    <message>
        <source>A step takes %1 in %2 and %3 in %4; set train.precision to %5.</source>
        <translation>Ein Schritt braucht %1 in %2 und %3 in %4; setzen Sie train.precision auf %5.</translation>
    </message>
    <message>
        <source>The last batch of each epoch takes %L1 images instead of %L2 and %L3, as batch norm needs %L4 at once where the last maps have one pixel.</source>
        <translation>Der letzte Batch jeder Epoche nimmt %L1 Bilder statt %L2 und %L3, denn Batch-Norm braucht %L4 zugleich, wo die letzten Karten ein Pixel haben.</translation>
    </message>
    <message>
        <source>A batch is computed in %L1 parts instead of %L2, as batch norm needs %L3 at once where the last maps have one pixel.</source>
        <translation>Ein Batch wird in %L1 statt %L2 Teilen gerechnet, denn Batch-Norm braucht %L3 zugleich, wo die letzten Karten ein Pixel haben.</translation>
    </message>
    <message>
        <source>all %L1 units</source>
        <translation>allen %L1 Einheiten</translation>
    </message>
    <message>
        <source>%L1 of %L2 units</source>
        <translation>%L1 von %L2 Einheiten</translation>
    </message>
    <message>
        <source>Of %1, the responses of %2 are the same to every stimulus, so no correlation is defined for any.</source>
        <translation>In %1 sind die Antworten von %2 auf jeden Stimulus gleich; für keine ist eine Korrelation definiert.</translation>
    </message>
    <message>
        <source>Of %1, the responses of %2 are the same to every stimulus, so no correlation is defined for these.</source>
        <translation>In %1 sind die Antworten von %2 auf jeden Stimulus gleich; für diese ist keine Korrelation definiert.</translation>
    </message>
    <message>
        <source>Of %1, the responses of %2 are not finite: %3; they cannot be analysed.</source>
        <translation>In %1 sind die Antworten von %2 nicht endlich: %3; sie lassen sich nicht analysieren.</translation>
    </message>
    <message>
        <source>Of %1, the responses of %2 are not finite: %3; these units are left out.</source>
        <translation>In %1 sind die Antworten von %2 nicht endlich: %3; diese Einheiten bleiben weg.</translation>
    </message>
    <message>
        <source>%1, smoothness %L2</source>
        <translation>%1, Glattheit %L2</translation>
    </message>
    <message>
        <source>%1 and %2 %L3</source>
        <translation>%1 und %2 %L3</translation>
    </message>
    <message>
        <source>%L1 it/s</source>
        <translation>%L1 it/s</translation>
    </message>
    <message>
        <source>%L1 s a step</source>
        <translation>%L1 s je Schritt</translation>
    </message>
    <message>
        <source>%L1 min a step</source>
        <translation>%L1 min je Schritt</translation>
    </message>
    <message>
        <source>None: a language model sees no images</source>
        <translation>Keine: ein Sprachmodell sieht keine Bilder</translation>
    </message>
    <message>
        <source>Validation text</source>
        <translation>Text der Validierung</translation>
    </message>
    <message>
        <source>Cannot read %1 line %L2: not a row of numbers; remove the line.</source>
        <translation>%1, Zeile %L2, kann nicht gelesen werden: sie ist keine Zeile aus Zahlen; entfernen Sie sie.</translation>
    </message>
    <message>
        <source>Cannot read %1: `%2` is not a state of a run.</source>
        <translation>%1 kann nicht gelesen werden: `%2` ist kein Zustand eines Laufs.</translation>
    </message>
    <message>
        <source>Cannot read %1: `%2` is not a state of a run; did you mean `%3`?</source>
        <translation>%1 kann nicht gelesen werden: `%2` ist kein Zustand eines Laufs; meinten Sie `%3`?</translation>
    </message>
    <message>
        <source>Cannot read %1: the archive is damaged (%2); write or copy it again.</source>
        <translation>%1 kann nicht gelesen werden: das Archiv ist beschädigt (%2); schreiben oder kopieren Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Cannot read %1: %2 is no whole number; train --resume writes it again.</source>
        <translation>%1 kann nicht gelesen werden: %2 ist keine ganze Zahl; train --resume schreibt die Datei neu.</translation>
    </message>
    <message>
        <source>Cannot read %1: it is %2, no regular file; name a file.</source>
        <translation>%1 kann nicht gelesen werden: das ist %2, keine gewöhnliche Datei; nennen Sie eine Datei.</translation>
    </message>
    <message>
        <source>Cannot read %1: %2</source>
        <translation>%1 kann nicht gelesen werden: %2</translation>
    </message>
    <message>
        <source>Cannot write %1: %2</source>
        <translation>%1 kann nicht geschrieben werden: %2</translation>
    </message>
    <message>
        <source>it is empty, and what is missing is not guessed; copy the file from a backup, or train again.</source>
        <translation>die Datei ist leer, und was fehlt, wird nicht geraten; kopieren Sie sie aus einer Sicherung oder trainieren Sie neu.</translation>
    </message>
    <message>
        <source>it is empty, and what is missing is not guessed; copy the file from a backup, or train again with the config.toml beside it.</source>
        <translation>die Datei ist leer, und was fehlt, wird nicht geraten; kopieren Sie sie aus einer Sicherung oder trainieren Sie mit der config.toml daneben neu.</translation>
    </message>
    <message>
        <source>it is cut short, and what is missing is not guessed; copy the file from a backup, or train again.</source>
        <translation>die Datei ist abgeschnitten, und was fehlt, wird nicht geraten; kopieren Sie sie aus einer Sicherung oder trainieren Sie neu.</translation>
    </message>
    <message>
        <source>it is cut short, and what is missing is not guessed; copy the file from a backup, or train again with the config.toml beside it.</source>
        <translation>die Datei ist abgeschnitten, und was fehlt, wird nicht geraten; kopieren Sie sie aus einer Sicherung oder trainieren Sie mit der config.toml daneben neu.</translation>
    </message>
    <message>
        <source>it is missing, so settings given with --set are not known; copy it back, or train again with the config.toml beside it.</source>
        <translation>sie fehlt, und Einstellungen aus --set sind daher nicht bekannt; kopieren Sie sie zurück oder trainieren Sie mit der config.toml daneben neu.</translation>
    </message>
    <message>
        <source>it is no status of a run; train --resume writes it again.</source>
        <translation>sie ist kein Stand eines Laufs; train --resume schreibt sie neu.</translation>
    </message>
    <message>
        <source>a value has the wrong type; train --resume writes it again.</source>
        <translation>ein Wert hat die falsche Art; train --resume schreibt sie neu.</translation>
    </message>
    <message>
        <source>it is no list of layers; train --resume writes it again.</source>
        <translation>sie ist keine Liste von Schichten; train --resume schreibt sie neu.</translation>
    </message>
    <message>
        <source>its first line names no column `step`; the file is no scalars.csv.</source>
        <translation>ihre erste Zeile nennt keine Spalte `step`; die Datei ist keine scalars.csv.</translation>
    </message>
    <message>
        <source>its .npy header is damaged; save the array again with numpy.save.</source>
        <translation>ihr .npy-Kopf ist beschädigt; speichern Sie das Array noch einmal mit numpy.save.</translation>
    </message>
    <message>
        <source>it is cut short</source>
        <translation>es ist abgeschnitten</translation>
    </message>
    <message>
        <source>no zip directory at its end</source>
        <translation>kein Zip-Verzeichnis an seinem Ende</translation>
    </message>
    <message>
        <source>bad zip64 directory</source>
        <translation>ungültiges zip64-Verzeichnis</translation>
    </message>
    <message>
        <source>more entries than its directory holds</source>
        <translation>mehr Einträge, als sein Verzeichnis hat</translation>
    </message>
    <message>
        <source>bad directory entry</source>
        <translation>ungültiger Eintrag im Verzeichnis</translation>
    </message>
    <message>
        <source>an entry is encrypted or packed by another method than deflate</source>
        <translation>ein Eintrag ist verschlüsselt oder anders als mit deflate gepackt</translation>
    </message>
    <message>
        <source>an entry is larger than the file</source>
        <translation>ein Eintrag ist größer als die Datei</translation>
    </message>
    <message>
        <source>an entry has an impossible size</source>
        <translation>ein Eintrag hat eine unmögliche Größe</translation>
    </message>
    <message>
        <source>no entry where its directory says</source>
        <translation>kein Eintrag, wo ihn das Verzeichnis nennt</translation>
    </message>
    <message>
        <source>the checksum of %1 is wrong</source>
        <translation>die Prüfsumme von %1 ist falsch</translation>
    </message>
    <message>
        <source>%1 was cut short while it was read; open it again when whoever writes it has finished.</source>
        <translation>%1 wurde beim Lesen abgeschnitten; öffnen Sie die Datei noch einmal, wenn sie fertig geschrieben ist.</translation>
    </message>
    <message>
        <source>a link</source>
        <translation>eine Verknüpfung</translation>
    </message>
    <message>
        <source>a named pipe</source>
        <translation>eine benannte Pipe</translation>
    </message>
    <message>
        <source>a socket</source>
        <translation>ein Socket</translation>
    </message>
    <message>
        <source>a device</source>
        <translation>ein Gerät</translation>
    </message>
    <message>
        <source>too many files are open; raise the limit (ulimit -n) or end other programs.</source>
        <translation>zu viele Dateien sind offen; heben Sie die Grenze an (ulimit -n) oder beenden Sie andere Programme.</translation>
    </message>
    <message>
        <source>it does not exist; check the path.</source>
        <translation>es gibt sie nicht; prüfen Sie den Pfad.</translation>
    </message>
    <message>
        <source>a part of its path is a file, not a folder; check the path.</source>
        <translation>ein Teil des Pfads ist eine Datei, kein Ordner; prüfen Sie den Pfad.</translation>
    </message>
    <message>
        <source>permission is denied; allow reading it or choose another file.</source>
        <translation>der Zugriff ist nicht erlaubt; erlauben Sie das Lesen oder wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>it is a folder; name a file.</source>
        <translation>das ist ein Ordner; nennen Sie eine Datei.</translation>
    </message>
    <message>
        <source>it is a socket or a device without its counterpart, no regular file; name a file.</source>
        <translation>das ist ein Socket oder ein Gerät ohne Gegenstück, keine gewöhnliche Datei; nennen Sie eine Datei.</translation>
    </message>
    <message>
        <source>%1; check the disk.</source>
        <translation>%1; prüfen Sie die Platte.</translation>
    </message>
    <message>
        <source>the disk is full; free some space or choose another folder.</source>
        <translation>die Platte ist voll; schaffen Sie Platz oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>the file would be larger than allowed here; raise the limit (ulimit -f) or choose another folder.</source>
        <translation>die Datei wäre größer als hier erlaubt; heben Sie die Grenze an (ulimit -f) oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>the disk is read-only; choose another folder.</source>
        <translation>die Platte ist schreibgeschützt; wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>permission is denied; choose a folder that you may write to.</source>
        <translation>der Zugriff ist nicht erlaubt; wählen Sie einen Ordner, in den Sie schreiben dürfen.</translation>
    </message>
    <message>
        <source>its folder does not exist; create it or choose another one.</source>
        <translation>ihren Ordner gibt es nicht; legen Sie ihn an oder wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>a part of its path is a file, not a folder; choose another folder.</source>
        <translation>ein Teil des Pfads ist eine Datei, kein Ordner; wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>a folder of that name is in the way; choose another name.</source>
        <translation>ein Ordner dieses Namens ist im Weg; wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>the name is too long; choose a shorter one.</source>
        <translation>der Name ist zu lang; wählen Sie einen kürzeren.</translation>
    </message>
    <message>
        <source>%1; check the disk or choose another folder.</source>
        <translation>%1; prüfen Sie die Platte oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>%1 line %L2: [%3] is not a section of a configuration.</source>
        <translation>%1, Zeile %L2: [%3] ist kein Abschnitt einer Konfiguration.</translation>
    </message>
    <message>
        <source>%1 line %L2: [%3] is not a section of a configuration; did you mean `%4`?</source>
        <translation>%1, Zeile %L2: [%3] ist kein Abschnitt einer Konfiguration; meinten Sie `%4`?</translation>
    </message>
    <message>
        <source>%1 line %L2: `%3` must be a section; write [%4] and its settings below.</source>
        <translation>%1, Zeile %L2: `%3` muss ein Abschnitt sein; schreiben Sie [%4] und darunter seine Einstellungen.</translation>
    </message>
    <message>
        <source>%1 line %L2: `%3` is not a setting of [%4].</source>
        <translation>%1, Zeile %L2: `%3` ist keine Einstellung von [%4].</translation>
    </message>
    <message>
        <source>%1 line %L2: `%3` is not a setting of [%4]; did you mean `%5`?</source>
        <translation>%1, Zeile %L2: `%3` ist keine Einstellung von [%4]; meinten Sie `%5`?</translation>
    </message>
    <message>
        <source>%1 line %L2: %3 must be a list of tables; write [[%4]] above each.</source>
        <translation>%1, Zeile %L2: %3 muss eine Liste von Tabellen sein; schreiben Sie [[%4]] über jede.</translation>
    </message>
    <message>
        <source>%1 line %L2: [[topoloss.override]] names no layer; add layer = "...".</source>
        <translation>%1, Zeile %L2: [[topoloss.override]] nennt keine Schicht; fügen Sie layer = "..." hinzu.</translation>
    </message>
    <message>
        <source>%1 line %L2: %3 must be %4, but is %5.</source>
        <translation>%1, Zeile %L2: %3 muss %4 sein, ist aber %5.</translation>
    </message>
    <message>
        <source>%1 line %L2: %3 must be %4, but holds %5.</source>
        <translation>%1, Zeile %L2: %3 muss %4 sein, enthält aber %5.</translation>
    </message>
    <message>
        <source>%1 line %L2: %3 is an empty list; write "default", or topoloss.tau = 0 to watch only.</source>
        <translation>%1, Zeile %L2: %3 ist eine leere Liste; schreiben Sie "default", oder topoloss.tau = 0, um nur zuzusehen.</translation>
    </message>
    <message>
        <source>%1 line %L2: not valid TOML: %3.</source>
        <translation>%1, Zeile %L2: kein gültiges TOML: %3.</translation>
    </message>
    <message>
        <source>%1: larger than 1 MiB, so it is no configuration; name the right file.</source>
        <translation>%1: größer als 1 MiB, also keine Konfiguration; nennen Sie die richtige Datei.</translation>
    </message>
    <message>
        <source>%1: more than 8192 dots, so it is no configuration; name the right file.</source>
        <translation>%1: mehr als 8192 Punkte, also keine Konfiguration; nennen Sie die richtige Datei.</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>eine Tabelle</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>eine Liste</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>eine ganze Zahl</translation>
    </message>
    <message>
        <source>a decimal number</source>
        <translation>eine Dezimalzahl</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true oder false</translation>
    </message>
    <message>
        <source>a date or time</source>
        <translation>ein Datum oder eine Zeit</translation>
    </message>
    <message>
        <source>a list of whole numbers, as in [256, 128]</source>
        <translation>eine Liste ganzer Zahlen wie [256, 128]</translation>
    </message>
    <message>
        <source>a list of numbers, as in [0.5]</source>
        <translation>eine Liste von Zahlen wie [0.5]</translation>
    </message>
    <message>
        <source>a number or a list of two, as in [3.0, 3.0]</source>
        <translation>eine Zahl oder eine Liste von zweien wie [3.0, 3.0]</translation>
    </message>
    <message>
        <source>"default" or a list of layer names, as in ["fc1"]</source>
        <translation>"default" oder eine Liste von Namen der Schichten wie ["fc1"]</translation>
    </message>
    <message>
        <source>text in quotes</source>
        <translation>Text in Anführungszeichen</translation>
    </message>
    <message>
        <source>%L1 values</source>
        <translation>%L1 Werte</translation>
    </message>
    <message>
        <source>how τ changes over the run; linear, cosine_growth: start to τ; cosine_decay: τ to end; steps: other values from some steps on; chained: stages in the TOML</source>
        <translation>wie sich τ im Lauf ändert; linear, cosine_growth: Anfang bis τ; cosine_decay: τ bis Ende; steps: andere Werte ab bestimmten Schritten; chained: Stufen im TOML</translation>
    </message>
    <message>
        <source>stage %1 of %2 has the mode "%3"; it must be constant, linear, cosine_growth or cosine_decay.</source>
        <translation>Stufe %1 von %2 hat den Modus „%3“; er muss constant, linear, cosine_growth oder cosine_decay sein.</translation>
    </message>
    <message>
        <source>stage %1 of %2 takes %3 steps; it must take 1 or more.</source>
        <translation>Stufe %1 von %2 dauert %3 Schritte; es muss mindestens 1 sein.</translation>
    </message>
    <message>
        <source>stage %1 of %2 sets τ to %3; it must be 0 or more.</source>
        <translation>Stufe %1 von %2 setzt τ auf %3; es muss mindestens 0 sein.</translation>
    </message>
    <message>
        <source>stage %1 of %2 decays from %3 to %4; its end must be below its start.</source>
        <translation>Stufe %1 von %2 fällt von %3 auf %4; ihr Ende muss unter ihrem Anfang liegen.</translation>
    </message>
    <message>
        <source>%1 is %2, more than the run's %3 steps, so τ does not reach its end.</source>
        <translation>%1 ist %2, mehr als die %3 Schritte des Laufs, daher erreicht τ sein Ende nicht.</translation>
    </message>
    <message>
        <source>φ schedule</source>
        <translation>Verlauf von φ</translation>
    </message>
    <message>
        <source>how φ changes over the run; linear, cosine_growth: start to φ; cosine_decay: φ to end; steps: other values from some steps on; chained: stages</source>
        <translation>wie sich φ im Lauf ändert; linear, cosine_growth: Anfang bis φ; cosine_decay: φ bis Ende; steps: andere Werte ab bestimmten Schritten; chained: Stufen</translation>
    </message>
    <message>
        <source>φ at start</source>
        <translation>φ am Anfang</translation>
    </message>
    <message>
        <source>φ at end</source>
        <translation>φ am Ende</translation>
    </message>
    <message>
        <source>Changes at</source>
        <translation>Änderung bei</translation>
    </message>
    <message>
        <source>steps with a new value; as in 500, 1000</source>
        <translation>Schritte mit neuem Wert; wie in 500, 1000</translation>
    </message>
    <message>
        <source>Values there</source>
        <translation>Werte dort</translation>
    </message>
    <message>
        <source>one for each of these steps</source>
        <translation>einer für jeden dieser Schritte</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>mode, start, end, steps; of each, as in linear 1 3 500, cosine_decay 3 1 500</source>
        <translation>Modus, Anfang, Ende, Schritte; jeder Stufe, wie in linear 1 3 500, cosine_decay 3 1 500</translation>
    </message>
    <message>
        <source>mode, start, end, steps; of each, as in linear 0 1 500, cosine_decay 1 0 500</source>
        <translation>Modus, Anfang, Ende, Schritte; jeder Stufe, wie in linear 0 1 500, cosine_decay 1 0 500</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>change of the weight; over the run; linear, cosine_growth: start to the weight; cosine_decay: the weight to end; steps: other values from some steps on; chained: stages</source>
        <translation>Änderung des Gewichts; im Lauf; linear, cosine_growth: Anfang bis Gewicht; cosine_decay: Gewicht bis Ende; steps: andere Werte ab bestimmten Schritten; chained: Stufen</translation>
    </message>
    <message>
        <source>Weight at start</source>
        <translation>Gewicht am Anfang</translation>
    </message>
    <message>
        <source>Weight at end</source>
        <translation>Gewicht am Ende</translation>
    </message>
    <message>
        <source>Weight norm</source>
        <translation>Norm der Gewichte</translation>
    </message>
    <message>
        <source>layers it acts on; default: those with TopoLoss</source>
        <translation>Schichten, auf die es wirkt; default: die mit TopoLoss</translation>
    </message>
    <message>
        <source>All-TNN</source>
        <translation>All-TNN</translation>
    </message>
    <message>
        <source>weights of neighbours alike; 0: off</source>
        <translation>Gewichte der Nachbarn ähnlich; 0: aus</translation>
    </message>
    <message>
        <source>8 neighbours</source>
        <translation>8 Nachbarn</translation>
    </message>
    <message>
        <source>across the corners too; else the 4 that share a side</source>
        <translation>auch über die Ecken; sonst die 4 mit gemeinsamer Seite</translation>
    </message>
    <message>
        <source>TDANN/TopoLM</source>
        <translation>TDANN/TopoLM</translation>
    </message>
    <message>
        <source>alike responses lie close; 0: off</source>
        <translation>ähnliche Antworten nah; 0: aus</translation>
    </message>
    <message>
        <source>Radius</source>
        <translation>Radius</translation>
    </message>
    <message>
        <source>of a neighbourhood; 5: nine by nine units; where the sheet is narrower, as many as fit</source>
        <translation>einer Nachbarschaft; 5: neun mal neun Einheiten; auf schmaleren Karten so viele, wie passen</translation>
    </message>
    <message>
        <source>Neighbourhoods</source>
        <translation>Nachbarschaften</translation>
    </message>
    <message>
        <source>drawn at each step; of each layer</source>
        <translation>je Schritt gezogen; in jeder Schicht</translation>
    </message>
    <message>
        <source>Random places</source>
        <translation>Zufällige Plätze</translation>
    </message>
    <message>
        <source>units lie in random order; of each layer another, from the seed; the sheets are shown in it</source>
        <translation>Einheiten zufällig angeordnet; in jeder Schicht anders, aus dem Startwert; die Karten zeigen diese Ordnung</translation>
    </message>
    <message>
        <source>Absolute</source>
        <translation>Absolut</translation>
    </message>
    <message>
        <source>mean |r − 1/(1+d)|; TDANN's older form, instead of their correlation</source>
        <translation>Mittel |r − 1/(1+d)|; ältere Form von TDANN, statt ihrer Korrelation</translation>
    </message>
    <message>
        <source>smooths over the channels; share of the smoothed values, 1: LLCNN; 0: off</source>
        <translation>glättet über die Kanäle; Anteil der geglätteten Werte, 1: LLCNN; 0: aus</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>Kern</translation>
    </message>
    <message>
        <source>how neighbours are weighed; gaussian, mexican_hat: of the width as σ; mean: all within it</source>
        <translation>wie Nachbarn gewichtet werden; gaussian, mexican_hat: mit der Breite als σ; mean: alle darin</translation>
    </message>
    <message>
        <source>of the kernel; σ, or rows and columns on each side</source>
        <translation>des Kerns; σ, oder Zeilen und Spalten auf jeder Seite</translation>
    </message>
    <message>
        <source>CB-SOM</source>
        <translation>CB-SOM</translation>
    </message>
    <message>
        <source>units follow the winner; α: how far at a step; 0: off</source>
        <translation>Einheiten folgen der stärksten; α: wie weit je Schritt; 0: aus</translation>
    </message>
    <message>
        <source>σ at start</source>
        <translation>σ am Anfang</translation>
    </message>
    <message>
        <source>width of the neighbourhood; in units of the sheet; it and α decay as exp(-3 t / T), to 0.003</source>
        <translation>Breite der Nachbarschaft; in Einheiten der Karte; sie und α fallen wie exp(-3 t / T), bis 0.003</translation>
    </message>
    <message>
        <source>Wiring cost</source>
        <translation>Verdrahtung</translation>
    </message>
    <message>
        <source>long connections small; 0: off</source>
        <translation>lange Verbindungen klein; 0: aus</translation>
    </message>
    <message>
        <source>Power p</source>
        <translation>Exponent p</translation>
    </message>
    <message>
        <source>of the distance; |w| d^p; 0: the weights alone</source>
        <translation>der Entfernung; |w| d^p; 0: die Gewichte allein</translation>
    </message>
    <message>
        <source>All-TNN loss</source>
        <translation>Loss von All-TNN</translation>
    </message>
    <message>
        <source>All-TNN weight</source>
        <translation>All-TNN-Gewicht</translation>
    </message>
    <message>
        <source>TDANN/TopoLM loss</source>
        <translation>Loss von TDANN/TopoLM</translation>
    </message>
    <message>
        <source>TDANN/TopoLM weight</source>
        <translation>TDANN-/TopoLM-Gewicht</translation>
    </message>
    <message>
        <source>LLCNN weight</source>
        <translation>LLCNN-Gewicht</translation>
    </message>
    <message>
        <source>CB-SOM weight</source>
        <translation>CB-SOM-Gewicht</translation>
    </message>
    <message>
        <source>Wiring cost loss</source>
        <translation>Verdrahtungskosten</translation>
    </message>
    <message>
        <source>Wiring cost weight</source>
        <translation>Gewicht der Verdrahtung</translation>
    </message>
    <message>
        <source>stage %1 of %2 sets the factor to %3; it must be 1 or more.</source>
        <translation>Stufe %1 von %2 setzt den Faktor auf %3; er muss mindestens 1 sein.</translation>
    </message>
    <message>
        <source>stage %1 of %2 sets the weight to %3; it must be 0 or more.</source>
        <translation>Stufe %1 von %2 setzt das Gewicht auf %3; es muss mindestens 0 sein.</translation>
    </message>
    <message>
        <source>%1 is chained but has no stages; add %2 = "linear 0 1 500" or choose constant.</source>
        <translation>%1 ist chained, hat aber keine Stufen; setzen Sie %2 = "linear 0 1 500" oder wählen Sie constant.</translation>
    </message>
    <message>
        <source>%1 is set but not read where %2 is %3; it is read where that is %4.</source>
        <translation>%1 ist gesetzt, wird aber nicht gelesen, wo %2 %3 ist; gelesen wird es, wo dies %4 ist.</translation>
    </message>
    <message>
        <source>%1 is used only when %2 is chained; it is %3.</source>
        <translation>%1 gilt nur, wenn %2 chained ist; es ist %3.</translation>
    </message>
    <message>
        <source>%1 has %2 steps and %3 %4 values; give one value for each step.</source>
        <translation>%1 hat %2 Schritte und %3 %4 Werte; geben Sie je Schritt einen Wert an.</translation>
    </message>
    <message>
        <source>%1 must rise from step to step; sort its steps and name each once.</source>
        <translation>%1 muss von Schritt zu Schritt steigen; ordnen Sie die Schritte und nennen Sie jeden einmal.</translation>
    </message>
    <message>
        <source>%1 is %2 but cosine_decay must end below the factor = %3.</source>
        <translation>%1 ist %2, aber cosine_decay muss unter dem Faktor = %3 enden.</translation>
    </message>
    <message>
        <source>%1 is %2 but cosine_decay must end below the weight = %3.</source>
        <translation>%1 ist %2, aber cosine_decay muss unter dem Gewicht = %3 enden.</translation>
    </message>
    <message>
        <source>%1 is %2, more than the run's %3 steps, so the factor does not reach its end.</source>
        <translation>%1 ist %2, mehr als die %3 Schritte des Laufs, daher erreicht der Faktor sein Ende nicht.</translation>
    </message>
    <message>
        <source>%1 is %2, more than the run's %3 steps, so the weight does not reach its end.</source>
        <translation>%1 ist %2, mehr als die %3 Schritte des Laufs, daher erreicht das Gewicht sein Ende nicht.</translation>
    </message>
    <message>
        <source>"%1" is no stage of a schedule; write its mode, first value, last value and steps, as in linear 0 1 500, and a comma between stages.</source>
        <translation>„%1“ ist keine Stufe eines Verlaufs; schreiben Sie Modus, ersten Wert, letzten Wert und Schritte, wie in linear 0 1 500, und ein Komma zwischen Stufen.</translation>
    </message>
    <message>
        <source>The model has no layer `%1` with a sheet; name another in %2, or take the default layers.</source>
        <translation>Das Modell hat keine Schicht `%1` mit einer Karte; nennen Sie in %2 eine andere oder nehmen Sie die Standardschichten.</translation>
    </message>
    <message>
        <source>%1 has a weight but no layer; name layers in %2, or set %3 to 0.</source>
        <translation>%1 hat ein Gewicht, aber keine Schicht; nennen Sie Schichten in %2 oder setzen Sie %3 auf 0.</translation>
    </message>
    <message>
        <source>Turn it off</source>
        <translation>Ausschalten</translation>
    </message>
    <message>
        <source>Moran's I of islands</source>
        <translation>Morans I der Inseln</translation>
    </message>
    <message>
        <source>Spatial frequencies</source>
        <translation>Raumfrequenzen</translation>
    </message>
    <message>
        <source>Spatial coherence</source>
        <translation>Räumliche Kohärenz</translation>
    </message>
    <message>
        <source>Cluster radius</source>
        <translation>Clusterradius</translation>
    </message>
    <message>
        <source>Pruning</source>
        <translation>Pruning</translation>
    </message>
    <message>
        <source>Downsampling</source>
        <translation>Downsampling</translation>
    </message>
    <message>
        <source>p below</source>
        <translation>p unter</translation>
    </message>
    <message>
        <source>of units that belong to an island, with t above 0</source>
        <translation>von Einheiten, die zu einer Insel gehören, mit t über 0</translation>
    </message>
    <message>
        <source>Fewest units</source>
        <translation>Mindestens</translation>
    </message>
    <message>
        <source>fewest units of an island</source>
        <translation>kleinste Zahl der Einheiten einer Insel</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Einheiten</translation>
    </message>
    <message>
        <source>how many of the most selective units</source>
        <translation>wie viele der selektivsten Einheiten</translation>
    </message>
    <message>
        <source>Random sets</source>
        <translation>Zufallsmengen</translation>
    </message>
    <message>
        <source>random sets of as many units</source>
        <translation>zufällige Mengen von ebenso vielen Einheiten</translation>
    </message>
    <message>
        <source>Angle bins</source>
        <translation>Winkelklassen</translation>
    </message>
    <message>
        <source>bins of the preferred angle that must all be met</source>
        <translation>Klassen des bevorzugten Winkels, die alle vorkommen müssen</translation>
    </message>
    <message>
        <source>Amounts</source>
        <translation>Anteile</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>the smallest weights of each layer, or of all layers together</source>
        <translation>die kleinsten Gewichte jeder Schicht oder aller Schichten zusammen</translation>
    </message>
    <message>
        <source>Each layer</source>
        <translation>Jede Schicht</translation>
    </message>
    <message>
        <source>All layers</source>
        <translation>Alle Schichten</translation>
    </message>
    <message>
        <source>Repeated</source>
        <translation>Wiederholt</translation>
    </message>
    <message>
        <source>each amount is a share of the weights that the one before has left</source>
        <translation>jeder Anteil ist einer von dem, was der vorige übrig ließ</translation>
    </message>
    <message>
        <source>Sparsities</source>
        <translation>Sparsität</translation>
    </message>
    <message>
        <source>Moran's I in islands</source>
        <translation>Morans I in Inseln</translation>
    </message>
    <message>
        <source>islands</source>
        <translation>Inseln</translation>
    </message>
    <message>
        <source>significant islands</source>
        <translation>signifikante Inseln</translation>
    </message>
    <message>
        <source>units in islands</source>
        <translation>Einheiten in Inseln</translation>
    </message>
    <message>
        <source>long waves, %</source>
        <translation>lange Wellen, %</translation>
    </message>
    <message>
        <source>Share of the map's variance in waves of 8 units or more</source>
        <translation>Anteil der Varianz der Karte in Wellen von 8 Einheiten oder mehr</translation>
    </message>
    <message>
        <source>mean frequency</source>
        <translation>mittlere Frequenz</translation>
    </message>
    <message>
        <source>Of the power, in cycles per unit</source>
        <translation>Der Leistung, in Perioden je Einheit</translation>
    </message>
    <message>
        <source>z</source>
        <translation>z</translation>
    </message>
    <message>
        <source>Below 0 where the units lie closer together than random ones</source>
        <translation>Unter 0, wo die Einheiten näher beieinander liegen als zufällige</translation>
    </message>
    <message>
        <source>mean distance</source>
        <translation>mittlerer Abstand</translation>
    </message>
    <message>
        <source>Between two of the most selective units</source>
        <translation>Zwischen zwei der selektivsten Einheiten</translation>
    </message>
    <message>
        <source>expected distance</source>
        <translation>erwarteter Abstand</translation>
    </message>
    <message>
        <source>cluster radius</source>
        <translation>Clusterradius</translation>
    </message>
    <message>
        <source>Units around one within which all preferred angles of the sheet are met, mean over the units</source>
        <translation>Einheiten um eine, innerhalb derer alle bevorzugten Winkel des Sheets vorkommen, Mittel über die Einheiten</translation>
    </message>
    <message>
        <source>median radius</source>
        <translation>medianer Radius</translation>
    </message>
    <message>
        <source>angles</source>
        <translation>Winkel</translation>
    </message>
    <message>
        <source>Bins of the preferred angle that occur on the sheet</source>
        <translation>Klassen des bevorzugten Winkels, die auf dem Sheet vorkommen</translation>
    </message>
    <message>
        <source>accuracy, %</source>
        <translation>Genauigkeit, %</translation>
    </message>
    <message>
        <source>perplexity</source>
        <translation>Perplexität</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Loss</translation>
    </message>
    <message>
        <source>nonzero</source>
        <translation>ungleich 0</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>drop, %</source>
        <translation>Verlust, %</translation>
    </message>
    <message>
        <source>Share of the full network's accuracy that is lost</source>
        <translation>Anteil der Genauigkeit des ganzen Netzes, der verloren ist</translation>
    </message>
    <message>
        <source>full accuracy, %</source>
        <translation>volle Genauigkeit, %</translation>
    </message>
    <message>
        <source>full perplexity</source>
        <translation>volle Perplexität</translation>
    </message>
    <message>
        <source>area</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>Mean of the accuracy (text: of the loss) over the levels, the area under the curve</source>
        <translation>Mittel der Genauigkeit (Text: des Loss) über die Stufen, die Fläche unter der Kurve</translation>
    </message>
    <message>
        <source>retained, %</source>
        <translation>erhalten, %</translation>
    </message>
    <message>
        <source>Mean over the levels of what is left of the full network's accuracy</source>
        <translation>Mittel über die Stufen dessen, was von der Genauigkeit des ganzen Netzes bleibt</translation>
    </message>
    <message>
        <source>Accuracy and pruning</source>
        <translation>Genauigkeit und Pruning</translation>
    </message>
    <message>
        <source>Accuracy and downsampling</source>
        <translation>Genauigkeit und Downsampling</translation>
    </message>
    <message>
        <source>Spatial frequencies of maps</source>
        <translation>Raumfrequenzen der Karten</translation>
    </message>
    <message>
        <source>Spatial frequencies of maps, %1</source>
        <translation>Raumfrequenzen der Karten, %1</translation>
    </message>
    <message>
        <source>Pruned weights</source>
        <translation>Gewichte auf 0</translation>
    </message>
    <message>
        <source>Sparsity of the sheets</source>
        <translation>Sparsität der Sheets</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>Perplexität</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation>Frequenz</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>Leistung</translation>
    </message>
    <message>
        <source>cycles per unit</source>
        <translation>Perioden je Einheit</translation>
    </message>
    <message>
        <source>amount</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>sparsity</source>
        <translation>Sparsität</translation>
    </message>
    <message>
        <source>Undefined, 0 levels</source>
        <translation>Nicht definiert, 0 Stufen</translation>
    </message>
    <message>
        <source>Undefined, %L1 levels</source>
        <translation>Nicht definiert, %L1 Stufen</translation>
    </message>
    <message>
        <source>Undefined, 1 level</source>
        <translation>Nicht definiert, 1 Stufe</translation>
    </message>
    <message>
        <source>%L1 % retained, 1 level</source>
        <translation>%L1 % erhalten, 1 Stufe</translation>
    </message>
    <message>
        <source>%L1 % retained, %L2 levels</source>
        <translation>%L1 % erhalten, %L2 Stufen</translation>
    </message>
    <message>
        <source>1 island in 1 layer</source>
        <translation>1 Insel in 1 Schicht</translation>
    </message>
    <message>
        <source>1 island in %L1 layers</source>
        <translation>1 Insel in %L1 Schichten</translation>
    </message>
    <message>
        <source>%L1 islands in 1 layer</source>
        <translation>%L1 Inseln in 1 Schicht</translation>
    </message>
    <message>
        <source>%L1 islands in %L2 layers</source>
        <translation>%L1 Inseln in %L2 Schichten</translation>
    </message>
    <message>
        <source>%L1 % in long waves, 1 layer</source>
        <translation>%L1 % in langen Wellen, 1 Schicht</translation>
    </message>
    <message>
        <source>%L1 % in long waves, %L2 layers</source>
        <translation>%L1 % in langen Wellen, %L2 Schichten</translation>
    </message>
    <message>
        <source>Undefined, 1 layer</source>
        <translation>Nicht definiert, 1 Schicht</translation>
    </message>
    <message>
        <source>Undefined, %L1 layers</source>
        <translation>Nicht definiert, %L1 Schichten</translation>
    </message>
    <message>
        <source>z %L1, 1 layer</source>
        <translation>z %L1, 1 Schicht</translation>
    </message>
    <message>
        <source>z %L1, %L2 layers</source>
        <translation>z %L1, %L2 Schichten</translation>
    </message>
    <message>
        <source>The analysis %1 makes no network to save; prune and downsample do.</source>
        <translation>Die Analyse %1 macht kein Netz, das gespeichert werden kann; prune und downsample tun es.</translation>
    </message>
    <message>
        <source>%1 has no classifier (model.classes is 0), so there is no accuracy to measure.</source>
        <translation>%1 hat keinen Klassifikator (model.classes ist 0), also gibt es keine Genauigkeit zu messen.</translation>
    </message>
    <message>
        <source>%L1 of %L2 weights of 1 layer are 0</source>
        <translation>%L1 von %L2 Gewichten von 1 Schicht sind 0</translation>
    </message>
    <message>
        <source>%L1 of %L2 weights of %L3 layers are 0</source>
        <translation>%L1 von %L2 Gewichten von %L3 Schichten sind 0</translation>
    </message>
    <message>
        <source>the sheets of 1 layer are stored small: %L1 of %L2 parameters</source>
        <translation>die Sheets von 1 Schicht sind klein gespeichert: %L1 von %L2 Parametern</translation>
    </message>
    <message>
        <source>the sheets of %L1 layers are stored small: %L2 of %L3 parameters</source>
        <translation>die Sheets von %L1 Schichten sind klein gespeichert: %L2 von %L3 Parametern</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>Seeds</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Share of the run</source>
        <translation>Anteil des Laufs</translation>
    </message>
    <message>
        <source>front of the %1 runs</source>
        <translation>Front der %1 Läufe</translation>
    </message>
    <message>
        <source>front of the %1 runs, %2</source>
        <translation>Front der %1 Läufe, %2</translation>
    </message>
    <message>
        <source>%1 (pinned)</source>
        <translation>%1 (angeheftet)</translation>
    </message>
    <message>
        <source>%1, published</source>
        <translation>%1, veröffentlicht</translation>
    </message>
    <message>
        <source>published %1, digitised %2, %3</source>
        <translation>veröffentlicht: %1, abgelesen auf %2, %3</translation>
    </message>
    <message>
        <source>%1 of at least 3 points; add runs with other τ, or tick more of them.</source>
        <translation>%1 von mindestens 3 Punkten; fügen Sie Läufe mit anderem τ hinzu oder haken Sie mehr davon an.</translation>
    </message>
    <message>
        <source>Runs of %1 data sets: each has a front of its own, and points of different data do not compare.</source>
        <translation>Läufe zu %1 Datensätzen: jeder hat seine eigene Front, und Punkte verschiedener Daten lassen sich nicht vergleichen.</translation>
    </message>
    <message>
        <source>Runs of %1 data sets: their values do not compare.</source>
        <translation>Läufe zu %1 Datensätzen: ihre Werte lassen sich nicht vergleichen.</translation>
    </message>
    <message>
        <source>%1 of other data than the pinned one: no difference is shown.</source>
        <translation>%1 mit anderen Daten als der angeheftete: kein Unterschied wird gezeigt.</translation>
    </message>
    <message>
        <source>Difference in %1</source>
        <translation>Unterschied: %1</translation>
    </message>
    <message>
        <source>%1 was deleted, renamed or moved while it was compared; what was read of it is still shown until it is unticked.</source>
        <translation>%1 wurde während des Vergleichs gelöscht, umbenannt oder verschoben; was davon gelesen wurde, bleibt zu sehen, bis der Haken weg ist.</translation>
    </message>
    <message>
        <source>%1 was made by version %2 of the program, this is %3: what it measured may have been computed otherwise.</source>
        <translation>%1 wurde mit Version %2 des Programms gemacht, dies ist %3: was es gemessen hat, kann anders berechnet sein.</translation>
    </message>
    <message>
        <source>%1 is not there any more; remove it from the table, or put it back.</source>
        <translation>%1 ist nicht mehr da; nehmen Sie es aus der Tabelle oder legen Sie es zurück.</translation>
    </message>
    <message>
        <source>%1 is a configuration: it has no sheets; compare it under Differences.</source>
        <translation>%1 ist eine Konfiguration: sie hat keine Karten; vergleichen Sie sie unter Unterschiede.</translation>
    </message>
    <message>
        <source>%1 has stored no maps; train it with output.maps = "log+epoch".</source>
        <translation>%1 hat keine Karten gespeichert; trainieren Sie mit output.maps = "log+epoch".</translation>
    </message>
    <message>
        <source>%1 has no stored maps at or before this moment.</source>
        <translation>%1 hat bei diesem Stand oder davor keine gespeicherten Karten.</translation>
    </message>
    <message>
        <source>No setting or number is called %1.</source>
        <translation>Keine Einstellung oder Zahl heißt %1.</translation>
    </message>
    <message>
        <source>No setting or number is called %1; did you mean %2?</source>
        <translation>Keine Einstellung oder Zahl heißt %1; meinten Sie %2?</translation>
    </message>
    <message>
        <source>The two files spell their names differently; both are compared under the names of %1.</source>
        <translation>Die beiden Dateien schreiben ihre Namen verschieden; beide werden unter den Namen von %1 verglichen.</translation>
    </message>
    <message>
        <source>The tensor %1 holds complex numbers, which are not compared; convert it first.</source>
        <translation>Der Tensor %1 enthält komplexe Zahlen, die nicht verglichen werden; wandeln Sie ihn zuerst um.</translation>
    </message>
    <message>
        <source>older ones are removed; those saved by hand stay</source>
        <translation>ältere werden entfernt; von Hand gespeicherte bleiben</translation>
    </message>
    <message>
        <source>form in which data come</source>
        <translation>Form, in der Daten vorliegen</translation>
    </message>
    <message>
        <source>images of one update; or rows of tokens</source>
        <translation>Bilder eines Schritts; oder Zeilen von Token</translation>
    </message>
    <message>
        <source>%L1, from %L2 responses</source>
        <translation>%L1, aus %L2 Antworten</translation>
    </message>
    <message>
        <source>Undefined, from %L1 responses</source>
        <translation>Nicht definiert, aus %L1 Antworten</translation>
    </message>
    <message>
        <source>faces</source>
        <translation>Gesichter</translation>
    </message>
    <message>
        <source>bodies</source>
        <translation>Körper</translation>
    </message>
    <message>
        <source>scenes</source>
        <translation>Szenen</translation>
    </message>
    <message>
        <source>objects</source>
        <translation>Objekte</translation>
    </message>
    <message>
        <source>places</source>
        <translation>Orte</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>face</source>
        <translation>Gesicht</translation>
    </message>
    <message>
        <source>body</source>
        <translation>Körper</translation>
    </message>
    <message>
        <source>scene</source>
        <translation>Szene</translation>
    </message>
    <message>
        <source>object</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>scrambled</source>
        <translation>verwürfelt</translation>
    </message>
    <message>
        <source>TopoNets Studio %1 with LibTorch %2, compiled by GCC %3.</source>
        <translation>TopoNets Studio %1 mit LibTorch %2, übersetzt mit GCC %3.</translation>
    </message>
    <message>
        <source>Machine %1: %2, %3 of memory, %4; computes on %5 (%6) with 1 thread.</source>
        <translation>Rechner %1: %2, %3 Arbeitsspeicher, %4; rechnet auf %5 (%6) mit 1 Thread.</translation>
    </message>
    <message>
        <source>Machine %1: %2, %3 of memory, %4; computes on %5 (%6) with %L7 threads.</source>
        <translation>Rechner %1: %2, %3 Arbeitsspeicher, %4; rechnet auf %5 (%6) mit %L7 Threads.</translation>
    </message>
    <message>
        <source>Data %1: %L2 for training, %L3 for validation, %4.</source>
        <translation>Daten %1: %L2 zum Training, %L3 zur Validierung, %4.</translation>
    </message>
    <message>
        <source>%1; %L2 left out; fingerprint %3</source>
        <translation>%1; %L2 ausgelassen; Prüfsumme %3</translation>
    </message>
    <message>
        <source>%1; fingerprint %2</source>
        <translation>%1; Prüfsumme %2</translation>
    </message>
    <message>
        <source>images of %1, %L2 classes</source>
        <translation>Bilder von %1, %L2 Klassen</translation>
    </message>
    <message>
        <source>rows of %L1 tokens of a vocabulary of %L2</source>
        <translation>Zeilen von %L1 Token aus einem Vokabular von %L2</translation>
    </message>
    <message>
        <source>Network %1: %L2 parameters (%3); TopoLoss with τ = %L4 and factor %L5 × %L6 on %7.</source>
        <translation>Netz %1: %L2 Parameter (%3); TopoLoss mit τ = %L4 und Faktor %L5 × %L6 auf %7.</translation>
    </message>
    <message>
        <source>no layer</source>
        <translation>keiner Schicht</translation>
    </message>
    <message>
        <source>%L1 of %L2 sheets: %3</source>
        <translation>%L1 von %L2 Karten: %3</translation>
    </message>
    <message>
        <source>Trains %L1 steps (%L2 an epoch, batches of %L3), seed %L4, %5, %6 with a learning rate of %L7; all settings are in config.resolved.toml.</source>
        <translation>Trainiert %L1 Schritte (%L2 je Epoche, Batches von %L3), Seed %L4, %5, %6 mit einer Lernrate von %L7; alle Einstellungen stehen in config.resolved.toml.</translation>
    </message>
    <message>
        <source>Trained for %L1 s up to step %L2 of %L3 (%L4 steps/s); %5.</source>
        <translation>%L1 s trainiert bis Schritt %L2 von %L3 (%L4 Schritte/s); %5.</translation>
    </message>
    <message>
        <source>Trained for %L1 s up to step %L2 of %L3 (%L4 steps/s).</source>
        <translation>%L1 s trainiert bis Schritt %L2 von %L3 (%L4 Schritte/s).</translation>
    </message>
    <message>
        <source>%1; validation of step %L2: top-1 %L3 %</source>
        <translation>%1; Validierung von Schritt %L2: Top-1 %L3 %</translation>
    </message>
    <message>
        <source>%1, top-1 %L2 %</source>
        <translation>%1, Top-1 %L2 %</translation>
    </message>
    <message>
        <source>%1; top-1 %L2 %</source>
        <translation>%1; Top-1 %L2 %</translation>
    </message>
    <message>
        <source>task loss %L1, topo loss %L2 of step %L3</source>
        <translation>Loss der Aufgabe %L1, Topo-Loss %L2 von Schritt %L3</translation>
    </message>
    <message>
        <source>task loss %L1 of step %L2</source>
        <translation>Loss der Aufgabe %L1 von Schritt %L2</translation>
    </message>
    <message>
        <source>task loss %L1, topo loss %L2</source>
        <translation>Loss der Aufgabe %L1, Topo-Loss %L2</translation>
    </message>
    <message>
        <source>task loss %L1</source>
        <translation>Loss der Aufgabe %L1</translation>
    </message>
    <message>
        <source>Stored %1 and %2, %3 in the run's folder; the process took at most %4 of memory.</source>
        <translation>%1 und %2 gespeichert, %3 im Ordner des Laufs; der Prozess brauchte höchstens %4 Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>%L1 map files</source>
        <translation>%L1 Kartendateien</translation>
    </message>
    <message>
        <source>%L1 map file</source>
        <translation>%L1 Kartendatei</translation>
    </message>
    <message>
        <source>%L1 checkpoints</source>
        <translation>%L1 Checkpoints</translation>
    </message>
    <message>
        <source>%L1 checkpoint</source>
        <translation>%L1 Checkpoint</translation>
    </message>
    <message>
        <source>Stopped at step %L1.</source>
        <translation>Angehalten bei Schritt %L1.</translation>
    </message>
    <message>
        <source>Resumed from the checkpoint of step %L1.</source>
        <translation>Fortgesetzt vom Checkpoint von Schritt %L1.</translation>
    </message>
    <message>
        <source>No checkpoint yet: starts again at step 0.</source>
        <translation>Noch kein Checkpoint: beginnt wieder bei Schritt 0.</translation>
    </message>
    <message>
        <source>Begins again at step 0, as requested with --restart; its checkpoints were lost.</source>
        <translation>Beginnt wieder bei Schritt 0, wie mit --restart verlangt; die Checkpoints waren verloren.</translation>
    </message>
    <message>
        <source>The run used %L1 threads before, now %L2: the last bits of its numbers may differ.</source>
        <translation>Der Lauf hatte vorher %L1 Threads, jetzt %L2: die letzten Bits seiner Zahlen können sich unterscheiden.</translation>
    </message>
    <message>
        <source>Taken over, as requested with --take-over, from another machine that may have been training it.</source>
        <translation>Übernommen, wie mit --take-over verlangt, von einem anderen Rechner, der ihn vielleicht noch trainierte.</translation>
    </message>
    <message>
        <source>The data have changed, which was accepted (--accept-changed-data), at %1.</source>
        <translation>Die Daten haben sich geändert, was angenommen wurde (--accept-changed-data): %1.</translation>
    </message>
    <message>
        <source>The data are read from %1 now, as requested with --set data.root.</source>
        <translation>Die Daten werden jetzt von %1 gelesen, wie mit --set data.root verlangt.</translation>
    </message>
    <message>
        <source>The probe takes the first %L1 of %L2 contrasts; name those wanted with probe.contrasts.</source>
        <translation>Die Probe nimmt die ersten %L1 von %L2 Kontrasten; nennen Sie die gewünschten mit probe.contrasts.</translation>
    </message>
    <message>
        <source>The disk of this run takes no locks, so nothing but its status keeps a second process from training it too.</source>
        <translation>Der Datenträger dieses Laufs kennt keine Sperren; nur der Status des Laufs hält einen zweiten Prozess davon ab, ihn auch zu trainieren.</translation>
    </message>
    <message>
        <source>Stopped while the images were checked, before the first step.</source>
        <translation>Angehalten, während die Bilder geprüft wurden, vor dem ersten Schritt.</translation>
    </message>
    <message>
        <source>The folder of the run is %1 now; training goes on in it.</source>
        <translation>Der Ordner des Laufs ist jetzt %1; dort geht das Training weiter.</translation>
    </message>
    <message>
        <source>%1 holds weights of %2, which do not fit the model: %3 they are of the model %4; take it, load what fits, or take another file.</source>
        <translation>%1 enthält Gewichte von %2, die nicht zum Modell passen: %3 sie sind vom Modell %4; nehmen Sie dieses, laden Sie, was passt, oder nehmen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>%1 configuration</source>
        <translation>%1 Konfiguration</translation>
    </message>
    <message>
        <source>%1 configurations</source>
        <translation>%1 Konfigurationen</translation>
    </message>
    <message>
        <source>%1 relative to the whole network</source>
        <translation>%1 gegenüber dem ganzen Netz</translation>
    </message>
    <message>
        <source>front of the %1 configurations (%2 runs), %3</source>
        <translation>Front der %1 Konfigurationen (%2 Läufe), %3</translation>
    </message>
    <message>
        <source>`%1` holds words, which are neither larger nor smaller; write `%2`.</source>
        <translation>`%1` enthält Wörter, die weder größer noch kleiner sind; `%2` schreiben.</translation>
    </message>
    <message>
        <source>`%1` holds numbers and `%2` is none; write for example `%3`.</source>
        <translation>`%1` enthält Zahlen, und `%2` ist keine; zum Beispiel `%3` schreiben.</translation>
    </message>
    <message>
        <source>front of the %1 configurations (%2 runs)</source>
        <translation>Front der %1 Konfigurationen (%2 Läufe)</translation>
    </message>
    <message>
        <source>reading the settings</source>
        <translation>Einstellungen werden gelesen</translation>
    </message>
    <message>
        <source>reading the data</source>
        <translation>Daten werden gelesen</translation>
    </message>
    <message>
        <source>timing a batch, %1 of %2</source>
        <translation>ein Batch wird gemessen, %1 von %2</translation>
    </message>
    <message>
        <source>timing the validation</source>
        <translation>die Validierung wird gemessen</translation>
    </message>
    <message>
        <source>timing the maps</source>
        <translation>die Karten werden gemessen</translation>
    </message>
    <message>
        <source>timing a batch in bf16</source>
        <translation>ein Batch in bf16 wird gemessen</translation>
    </message>
    <message>
        <source>timing a batch in fp32</source>
        <translation>ein Batch in fp32 wird gemessen</translation>
    </message>
    <message>
        <source>No process trains %1 (%2); `toponets train --resume` with `--extend EPOCHS` trains it further.</source>
        <translation>Kein Prozess trainiert %1 (%2); `toponets train --resume` mit `--extend EPOCHS` trainiert weiter.</translation>
    </message>
    <message>
        <source>shares of the weights that are set to 0, the smallest; sorted and each once, unless repeated</source>
        <translation>Anteile der Gewichte, die 0 werden, die kleinsten; sortiert und jeder nur einmal, außer bei Wiederholt</translation>
    </message>
    <message>
        <source>shares of each sheet that are not stored, sorted and each once; it is enlarged where it is used</source>
        <translation>Anteile jedes Sheets, die nicht gespeichert sind, sortiert und jeder nur einmal; es wird beim Gebrauch vergrößert</translation>
    </message>
    <message>
        <source>The run %1 was made by version %2 of the program, this is %3, which cannot read it (%4); open it with that version.</source>
        <translation>Der Lauf %1 wurde mit Version %2 des Programms gemacht, dies ist %3 und kann ihn nicht lesen (%4); öffnen Sie ihn mit jener Version.</translation>
    </message>
    <message>
        <source>Its process ended with code %1 and said nothing; its log.txt says more.</source>
        <translation>Sein Prozess endete mit Code %1 und sagte nichts; mehr steht in log.txt.</translation>
    </message>
    <message>
        <source>No unit is selective: the largest |t| is %L1, below %L2. What is made of such maps says nothing about selectivity.</source>
        <translation>Keine Einheit ist selektiv: das größte |t| ist %L1, unter %L2. Was aus solchen Karten berechnet ist, sagt nichts über Selektivität.</translation>
    </message>
    <message>
        <source>In %L1 of %L2 maps no unit is selective: the largest |t| is %L3, below %L4. What is made of such maps says nothing about selectivity.</source>
        <translation>In %L1 von %L2 Karten ist keine Einheit selektiv: das größte |t| ist %L3, unter %L4. Was aus solchen Karten berechnet ist, sagt nichts über Selektivität.</translation>
    </message>
    <message>
        <source>No unit prefers an angle to the others: the largest |t| is %L1, below %L2. What is made of such maps says nothing about selectivity.</source>
        <translation>Keine Einheit zieht einen Winkel den anderen vor: das größte |t| ist %L1, unter %L2. Was aus solchen Karten berechnet ist, sagt nichts über Selektivität.</translation>
    </message>
    <message>
        <source>In %L1 of %L2 layers no unit prefers an angle to the others: the largest |t| is %L3, below %L4. What is made of such maps says nothing about selectivity.</source>
        <translation>In %L1 von %L2 Schichten zieht keine Einheit einen Winkel den anderen vor: das größte |t| ist %L3, unter %L4. Was aus solchen Karten berechnet ist, sagt nichts über Selektivität.</translation>
    </message>
    <message>
        <source>All units have practically the same value. What is made of such maps says nothing about selectivity.</source>
        <translation>Alle Einheiten haben praktisch denselben Wert. Was aus solchen Karten berechnet ist, sagt nichts über Selektivität.</translation>
    </message>
    <message>
        <source>In %L1 of %L2 maps all units have practically the same value. What is made of such maps says nothing about selectivity.</source>
        <translation>In %L1 von %L2 Karten haben alle Einheiten praktisch denselben Wert. Was aus solchen Karten berechnet ist, sagt nichts über Selektivität.</translation>
    </message>
    <message>
        <source>Labelled sentences</source>
        <translation>Sätze mit Kategorien</translation>
    </message>
    <message>
        <source>A stimulus is a</source>
        <translation>Ein Reiz ist</translation>
    </message>
    <message>
        <source>of a sentence the last token; of a word the mean over its tokens</source>
        <translation>vom Satz das letzte Token; vom Wort der Mittelwert seiner Token</translation>
    </message>
    <message>
        <source>Longer sentences</source>
        <translation>Längere Sätze</translation>
    </message>
    <message>
        <source>cut or skipped; those longer than the model's context</source>
        <translation>gekürzt oder ausgelassen; die länger sind als der Kontext des Modells</translation>
    </message>
    <message>
        <source>Integration windows</source>
        <translation>Integrationsfenster</translation>
    </message>
    <message>
        <source>Exchanged for</source>
        <translation>Getauscht gegen</translation>
    </message>
    <message>
        <source>another word of the text; what it has in common with the first</source>
        <translation>ein anderes Wort des Textes; was es mit dem ersten gemein hat</translation>
    </message>
    <message>
        <source>Any word</source>
        <translation>Irgendein Wort</translation>
    </message>
    <message>
        <source>Any word of one token</source>
        <translation>Irgendeines von einem Token</translation>
    </message>
    <message>
        <source>As far in the embedding</source>
        <translation>Gleich weit in der Einbettung</translation>
    </message>
    <message>
        <source>One of the model's five</source>
        <translation>Eines der fünf des Modells</translation>
    </message>
    <message>
        <source>Same tag</source>
        <translation>Gleiche Wortart</translation>
    </message>
    <message>
        <source>A word is</source>
        <translation>Ein Wort ist</translation>
    </message>
    <message>
        <source>what stands between blanks; or each token</source>
        <translation>was zwischen Leerzeichen steht; oder jedes Token</translation>
    </message>
    <message>
        <source>A word</source>
        <translation>Ein Wort</translation>
    </message>
    <message>
        <source>A token</source>
        <translation>Ein Token</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>of a sequence; fewer where they do not fit</source>
        <translation>einer Folge; weniger, wo sie nicht passen</translation>
    </message>
    <message>
        <source>Sequences</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <source>spread over the text</source>
        <translation>über den Text verteilt</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Wortarten</translation>
    </message>
    <message>
        <source>parts of speech; lines of a word, a tab and its tag</source>
        <translation>Zeilen aus Wort, Tabulator und Wortart</translation>
    </message>
    <message>
        <source>Given swaps</source>
        <translation>Gegebene Tausche</translation>
    </message>
    <message>
        <source>int64 [sequences, length]; with --input nothing is drawn</source>
        <translation>int64 [Folgen, Länge]; mit --input wird nichts gezogen</translation>
    </message>
    <message>
        <source>given sequences of tokens</source>
        <translation>gegebene Folgen von Token</translation>
    </message>
    <message>
        <source>whose words are exchanged; .txt or .jsonl</source>
        <translation>dessen Wörter getauscht werden; .txt oder .jsonl</translation>
    </message>
    <message>
        <source>tokenizer.json, a folder with GPT-2's files, or bytes; the network's own where none is named</source>
        <translation>tokenizer.json, ein Ordner mit den Dateien von GPT-2, oder bytes; der des Netzes, wenn keiner genannt ist</translation>
    </message>
    <message>
        <source>power law</source>
        <translation>Potenzgesetz</translation>
    </message>
    <message>
        <source>Weight of the power law; the exponential has the rest</source>
        <translation>Gewicht des Potenzgesetzes; der Rest ist exponentiell</translation>
    </message>
    <message>
        <source>exponent</source>
        <translation>Exponent</translation>
    </message>
    <message>
        <source>Of the power law (lag + 1)^-a</source>
        <translation>Des Potenzgesetzes (Abstand + 1)^-a</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>Of the exponential exp(-b lag)</source>
        <translation>Der Exponentialfunktion exp(-b Abstand)</translation>
    </message>
    <message>
        <source>yoking</source>
        <translation>Bindung</translation>
    </message>
    <message>
        <source>Above 0: windows follow the sentences</source>
        <translation>Über 0: Fenster folgen den Sätzen</translation>
    </message>
    <message>
        <source>mean lag</source>
        <translation>mittlerer Abstand</translation>
    </message>
    <message>
        <source>Words back, weighted by the window</source>
        <translation>Wörter zurück, mit dem Fenster gewichtet</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>stumm</translation>
    </message>
    <message>
        <source>Units that no exchanged word moves</source>
        <translation>Einheiten, die kein getauschtes Wort bewegt</translation>
    </message>
    <message>
        <source>Words back</source>
        <translation>Wörter zurück</translation>
    </message>
    <message>
        <source>Effect of an exchanged word</source>
        <translation>Wirkung eines getauschten Wortes</translation>
    </message>
    <message>
        <source>Medians over units, as shares of the effect at the exchanged word itself.</source>
        <translation>Mediane über die Einheiten, als Anteile der Wirkung beim ausgetauschten Wort selbst.</translation>
    </message>
    <message>
        <source>Not fitted</source>
        <translation>Nicht angepasst</translation>
    </message>
    <message>
        <source>Tokens back</source>
        <translation>Token zurück</translation>
    </message>
    <message>
        <source>Effect of an exchanged token</source>
        <translation>Wirkung eines getauschten Tokens</translation>
    </message>
    <message>
        <source>epoch %L1 of %L2</source>
        <translation>Epoche %L1 von %L2</translation>
    </message>
    <message>
        <source>%1, epoch %L2 of %L3</source>
        <translation>%1, Epoche %L2 von %L3</translation>
    </message>
    <message>
        <source>%1, step %L2 of %L3</source>
        <translation>%1, Schritt %L2 von %L3</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>Tokenizer</translation>
    </message>
    <message>
        <source>bytes, characters or a place; a tokenizer.json, or a folder with GPT-2's vocab.json and merges.txt</source>
        <translation>bytes, characters oder ein Ort; eine tokenizer.json oder ein Ordner mit vocab.json und merges.txt von GPT-2</translation>
    </message>
    <message>
        <source>BLiMP</source>
        <translation>BLiMP</translation>
    </message>
    <message>
        <source>BLiMP by phenomenon</source>
        <translation>BLiMP nach Phänomen</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>Sätze</translation>
    </message>
    <message>
        <source>folder of BLiMP's .jsonl files; one a paradigm</source>
        <translation>Ordner mit den .jsonl-Dateien von BLiMP; eine je Paradigma</translation>
    </message>
    <message>
        <source>Paradigms</source>
        <translation>Paradigmen</translation>
    </message>
    <message>
        <source>names of files, separated by commas; all where none are named</source>
        <translation>Namen von Dateien, durch Kommas getrennt; alle, wenn keine genannt sind</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>Paare</translation>
    </message>
    <message>
        <source>of each paradigm, the first; 0 = all</source>
        <translation>von jedem Paradigma die ersten; 0 = alle</translation>
    </message>
    <message>
        <source>Begin with</source>
        <translation>Beginn mit</translation>
    </message>
    <message>
        <source>&lt;|endoftext|&gt; before each sentence, where the tokenizer has it; else its first token is not scored</source>
        <translation>&lt;|endoftext|&gt; vor jedem Satz, wenn der Tokenizer es hat; sonst zählt sein erstes Token nicht</translation>
    </message>
    <message>
        <source>&lt;|endoftext|&gt;</source>
        <translation>&lt;|endoftext|&gt;</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Long sentences</source>
        <translation>Lange Sätze</translation>
    </message>
    <message>
        <source>than the context: their pairs are skipped, or they are cut</source>
        <translation>länger als der Kontext: ihre Paare werden ausgelassen, oder sie werden gekürzt</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Gekürzt</translation>
    </message>
    <message>
        <source>tokenizer.json, a folder with GPT-2's vocab.json and merges.txt, or bytes; the network's own where none is named</source>
        <translation>tokenizer.json, ein Ordner mit vocab.json und merges.txt von GPT-2, oder bytes; der des Netzes, wenn keiner genannt ist</translation>
    </message>
    <message>
        <source>from, %</source>
        <translation>von, %</translation>
    </message>
    <message>
        <source>to, %</source>
        <translation>bis, %</translation>
    </message>
    <message>
        <source>right</source>
        <translation>richtig</translation>
    </message>
    <message>
        <source>pairs</source>
        <translation>Paare</translation>
    </message>
    <message>
        <source>Lower end of the 95 % interval (Wilson)</source>
        <translation>Unteres Ende des 95-%-Intervalls (Wilson)</translation>
    </message>
    <message>
        <source>Upper end of the 95 % interval (Wilson)</source>
        <translation>Oberes Ende des 95-%-Intervalls (Wilson)</translation>
    </message>
    <message>
        <source>phenomenon, %</source>
        <translation>Phänomen, %</translation>
    </message>
    <message>
        <source>phenomenon from, %</source>
        <translation>Phänomen von, %</translation>
    </message>
    <message>
        <source>phenomenon to, %</source>
        <translation>Phänomen bis, %</translation>
    </message>
    <message>
        <source>mean accuracy</source>
        <translation>mittlere Genauigkeit</translation>
    </message>
    <message>
        <source>Mean over the paradigms, each with the same weight</source>
        <translation>Mittel über die Paradigmen, jedes mit gleichem Gewicht</translation>
    </message>
    <message>
        <source>mean from</source>
        <translation>Mittel von</translation>
    </message>
    <message>
        <source>mean to</source>
        <translation>Mittel bis</translation>
    </message>
    <message>
        <source>all pairs</source>
        <translation>alle Paare</translation>
    </message>
    <message>
        <source>token positions</source>
        <translation>Token-Positionen</translation>
    </message>
    <message>
        <source>share of padded</source>
        <translation>Anteil an aufgefüllten</translation>
    </message>
    <message>
        <source>Token positions that were computed, of those of all sentences padded to the longest</source>
        <translation>Berechnete Token-Positionen, von denen aller Sätze, auf den längsten aufgefüllt</translation>
    </message>
    <message>
        <source>Phenomenon</source>
        <translation>Phänomen</translation>
    </message>
    <message>
        <source>Right pairs</source>
        <translation>Richtige Paare</translation>
    </message>
    <message>
        <source>chance</source>
        <translation>Zufall</translation>
    </message>
    <message>
        <source>95 % intervals over pairs (Wilson); published means are of all 67 paradigms.</source>
        <translation>95-%-Intervalle über Paare (Wilson); veröffentlichte Mittel sind von allen 67 Paradigmen.</translation>
    </message>
    <message>
        <source>Undefined: no pair could be scored</source>
        <translation>Undefiniert: kein Paar ließ sich bewerten</translation>
    </message>
    <message>
        <source>%L1 % right (%L2 to %L3), 1 paradigm</source>
        <translation>%L1 % richtig (%L2 bis %L3), 1 Paradigma</translation>
    </message>
    <message>
        <source>%L1 % right (%L2 to %L3), %L4 paradigms</source>
        <translation>%L1 % richtig (%L2 bis %L3), %L4 Paradigmen</translation>
    </message>
    <message>
        <source>No sentences of BLiMP were named; give --folder with the folder of its .jsonl files.</source>
        <translation>Es wurden keine Sätze von BLiMP genannt; --folder mit dem Ordner der .jsonl-Dateien angeben.</translation>
    </message>
    <message>
        <source>%1 reads images; BLiMP's sentences are scored by a network that reads tokens, nanogpt or gpt_neo_125m.</source>
        <translation>%1 liest Bilder; Sätze von BLiMP bewertet ein Netz, das Token liest, nanogpt oder gpt_neo_125m.</translation>
    </message>
    <message>
        <source>The tokenizer has no &lt;|endoftext|&gt; to begin a sentence with, so the first token of each is not scored.</source>
        <translation>Der Tokenizer hat kein &lt;|endoftext|&gt;, mit dem ein Satz beginnen könnte, daher zählt das erste Token jedes Satzes nicht.</translation>
    </message>
    <message>
        <source>Longer than the network's context of %L1 tokens: %L2 of %L3 sentences, scored by their beginnings; --long-sentences skip leaves their pairs out.</source>
        <translation>Länger als der Kontext des Netzes von %L1 Token: %L2 von %L3 Sätzen, nach ihrem Anfang bewertet; --long-sentences skip lässt ihre Paare aus.</translation>
    </message>
    <message>
        <source>Longer than the network's context of %L1 tokens: %L2 of %L3 sentences, whose pairs are left out; --long-sentences cut scores their beginnings.</source>
        <translation>Länger als der Kontext des Netzes von %L1 Token: %L2 von %L3 Sätzen, deren Paare ausgelassen sind; --long-sentences cut bewertet ihren Anfang.</translation>
    </message>
    <message>
        <source>Without a token that can be scored: %L1 of %L2 sentences, whose pairs are left out.</source>
        <translation>Ohne ein Token, das sich bewerten lässt: %L1 von %L2 Sätzen, deren Paare ausgelassen sind.</translation>
    </message>
    <message>
        <source>It is not known which tokenizer %1 was trained with; give --tokenizer with a tokenizer.json or a folder with GPT-2's vocab.json and merges.txt, or put it beside the weights.</source>
        <translation>Es ist nicht bekannt, mit welchem Tokenizer %1 trainiert wurde; --tokenizer mit einer tokenizer.json oder einem Ordner mit vocab.json und merges.txt von GPT-2 angeben, oder ihn neben die Gewichte legen.</translation>
    </message>
    <message>
        <source>Sentence %L1 holds the token %L2 and the model knows 0 to %L3 only; use the tokenizer with which it was trained.</source>
        <translation>Satz %L1 enthält das Token %L2, und das Modell kennt nur 0 bis %L3; den Tokenizer nehmen, mit dem es trainiert wurde.</translation>
    </message>
    <message>
        <source>%1 holds no .jsonl file; name the folder that holds BLiMP's paradigms (its "data").</source>
        <translation>%1 enthält keine .jsonl-Datei; den Ordner mit den Paradigmen von BLiMP angeben (dort "data").</translation>
    </message>
    <message>
        <source>%1 line %L2 is no JSON object; each line of a BLiMP paradigm is one, remove or mend it.</source>
        <translation>%1 Zeile %L2 ist kein JSON-Objekt; jede Zeile eines Paradigmas von BLiMP ist eines, sie entfernen oder berichtigen.</translation>
    </message>
    <message>
        <source>Integration windows, mean over layers</source>
        <translation>Integrationsfenster, Mittel über Schichten</translation>
    </message>
    <message>
        <source>Text file</source>
        <translation>Textdatei</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreibung</translation>
    </message>
    <message>
        <source>plain is lower case without punctuation, as published; or as the text has it</source>
        <translation>schlicht ist klein und ohne Satzzeichen, wie veröffentlicht; oder wie im Text</translation>
    </message>
    <message>
        <source>Plain</source>
        <translation>Schlicht</translation>
    </message>
    <message>
        <source>As written</source>
        <translation>Wie geschrieben</translation>
    </message>
    <message>
        <source>R²</source>
        <translation>R²</translation>
    </message>
    <message>
        <source>mixture, %</source>
        <translation>Mischung, %</translation>
    </message>
    <message>
        <source>Units whose window both terms together fit better than one alone or a constant (AICc)</source>
        <translation>Einheiten, deren Fenster beide Terme zusammen besser treffen als einer allein oder eine Konstante (AICc)</translation>
    </message>
    <message>
        <source>Thin: the curve fitted to each layer's medians over units. Thick: mean of the medians over layers.</source>
        <translation>Dünn: die an die Mediane jeder Schicht über Einheiten angepasste Kurve. Dick: Mittel der Mediane über Schichten.</translation>
    </message>
    <message>
        <source>Points: medians over units, as shares of the effect at what was exchanged. Line: the curve fitted to them.</source>
        <translation>Punkte: Mediane über Einheiten, als Anteile der Wirkung am Getauschten. Linie: die daran angepasste Kurve.</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>gemessen</translation>
    </message>
    <message>
        <source>fitted</source>
        <translation>angepasst</translation>
    </message>
    <message>
        <source>Power law %L1, mean of 1 layer</source>
        <translation>Potenzgesetz %L1, Mittel von 1 Schicht</translation>
    </message>
    <message>
        <source>Power law %L1, mean of %L2 layers</source>
        <translation>Potenzgesetz %L1, Mittel von %L2 Schichten</translation>
    </message>
    <message>
        <source>not fitted: the network is not trained, and the window of such a network is its latest word alone</source>
        <translation>nicht angepasst: das Netz ist nicht trainiert, und das Fenster eines solchen Netzes ist allein sein letztes Wort</translation>
    </message>
    <message>
        <source>The text has %L1 sentences of 12 words; the index of structure needs 5.</source>
        <translation>Der Text hat %L1 Sätze aus 12 Wörtern; der Index der Struktur braucht 5.</translation>
    </message>
    <message>
        <source>Five sentences of 12 words do not fit into the network's %L1 tokens, so the index of structure is undefined.</source>
        <translation>Fünf Sätze aus 12 Wörtern passen nicht in die %L1 Token des Netzes, daher ist der Index der Struktur undefiniert.</translation>
    </message>
    <message>
        <source>The index of structure needs words; with --unit token it is undefined.</source>
        <translation>Der Index der Struktur braucht Wörter; mit --unit token ist er undefiniert.</translation>
    </message>
    <message>
        <source>Sequences that are given have no sentences.</source>
        <translation>Gegebene Folgen haben keine Sätze.</translation>
    </message>
    <message>
        <source>No text was named; give --data text:FILE, or --input and --swaps.</source>
        <translation>Es wurde kein Text genannt; --data text:DATEI angeben, oder --input und --swaps.</translation>
    </message>
    <message>
        <source>Sequences and what their tokens are replaced by belong together; give both --input and --swaps.</source>
        <translation>Folgen und das, was ihre Token ersetzt, gehören zusammen; --input und --swaps angeben.</translation>
    </message>
    <message>
        <source>%1 reads images; integration windows are of networks that read tokens, nanogpt or gpt_neo_125m.</source>
        <translation>%1 liest Bilder; Integrationsfenster haben Netze, die Token lesen, nanogpt oder gpt_neo_125m.</translation>
    </message>
    <message>
        <source>The text has tokens that the network has not; name the tokenizer that it was trained with (--tokenizer).</source>
        <translation>Der Text hat Token, die das Netz nicht hat; den Tokenizer nennen, mit dem es trainiert wurde (--tokenizer).</translation>
    </message>
    <message>
        <source>Words of the same tag need a file of tags; give --tags with lines of a word, a tab and its tag.</source>
        <translation>Wörter gleicher Wortart brauchen eine Datei dazu; --tags mit Zeilen aus Wort, Tabulator und Wortart angeben.</translation>
    </message>
    <message>
        <source>No %L1 words of %2 fit into the network's %L3 tokens; take a longer text, or --unit token.</source>
        <translation>Keine %L1 Wörter von %2 passen in die %L3 Token des Netzes; einen längeren Text nehmen, oder --unit token.</translation>
    </message>
    <message>
        <source>%1 line %L2 is not a word, a tab and its tag.</source>
        <translation>%1 Zeile %L2 ist nicht Wort, Tabulator und Wortart.</translation>
    </message>
    <message>
        <source>The text has too few words of one token to exchange; take a longer text, or other swaps.</source>
        <translation>Der Text hat zu wenige Wörter aus einem Token zum Tauschen; einen längeren Text nehmen, oder anders tauschen.</translation>
    </message>
    <message>
        <source>The network has no embedding of tokens; choose other swaps.</source>
        <translation>Das Netz hat keine Einbettung von Token; anders tauschen.</translation>
    </message>
    <message>
        <source>No word could be exchanged: none has another of the kind that fits; choose other swaps.</source>
        <translation>Kein Wort ließ sich tauschen: für keines passt ein anderes dieser Art; anders tauschen.</translation>
    </message>
    <message>
        <source>%1 does not hold rows of tokens; an array of int64 [sequences, length] is needed.</source>
        <translation>%1 enthält keine Zeilen von Token; nötig ist ein int64-Array [Folgen, Länge].</translation>
    </message>
    <message>
        <source>%1 holds tokens that the network has not; they are 0 to %L2.</source>
        <translation>%1 enthält Token, die das Netz nicht hat; es sind 0 bis %L2.</translation>
    </message>
    <message>
        <source>%1 has sequences of %L2 tokens; %L3 or more are needed, and at most the network's %L4.</source>
        <translation>%1 hat Folgen von %L2 Token; nötig sind %L3 oder mehr, und höchstens die %L4 des Netzes.</translation>
    </message>
    <message>
        <source>%1 is %2 and %3 is %4; each token needs the one that replaces it.</source>
        <translation>%1 ist %2 und %3 ist %4; jedes Token braucht das, das es ersetzt.</translation>
    </message>
    <message>
        <source>The text has %L1 tokens; the model sees the first %L2 of them.</source>
        <translation>Der Text hat %L1 Token; das Modell sieht die ersten %L2 davon.</translation>
    </message>
    <message>
        <source>The text has the token %L1, but the model knows %L2 kinds; name the tokenizer that it was trained with (--tokenizer).</source>
        <translation>Der Text hat das Token %L1, aber das Modell kennt %L2 Arten; den Tokenizer nennen, mit dem es trainiert wurde (--tokenizer).</translation>
    </message>
    <message>
        <source>It is not known which tokenizer made the tokens of this run; put its tokenizer.json beside them.</source>
        <translation>Es ist nicht bekannt, welcher Tokenizer die Token dieses Laufs gemacht hat; seine tokenizer.json danebenlegen.</translation>
    </message>
    <message>
        <source>%1 holds "%2" (%3) at byte %L4, a character that the tokenizer does not know; make the tokenizer of all texts together, or take another one.</source>
        <translation>%1 enthält bei Byte %L4 "%2" (%3), ein Zeichen, das der Tokenizer nicht kennt; den Tokenizer aus allen Texten zusammen machen oder einen anderen nehmen.</translation>
    </message>
    <message>
        <source>%1 line %L2 has the token %L3, but the model knows %L4 kinds; name the tokenizer that the model was trained with (data.text.tokenizer).</source>
        <translation>%1 Zeile %L2 hat das Token %L3, aber das Modell kennt %L4 Arten; den Tokenizer nennen, mit dem das Modell trainiert wurde (data.text.tokenizer).</translation>
    </message>
    <message>
        <source>%1 holds no sentence; write one a line, or take the file out of the folder.</source>
        <translation>%1 enthält keinen Satz; einen je Zeile schreiben oder die Datei aus dem Ordner nehmen.</translation>
    </message>
    <message>
        <source>%1 holds no sentences; each line is a label, a tab and a sentence.</source>
        <translation>%1 enthält keine Sätze; jede Zeile ist eine Bezeichnung, ein Tabulator und ein Satz.</translation>
    </message>
    <message>
        <source>%1 line %L2 has no tab: "%3"; each line is a label, a tab and a sentence.</source>
        <translation>%1 Zeile %L2 hat keinen Tabulator: "%3"; jede Zeile ist eine Bezeichnung, ein Tabulator und ein Satz.</translation>
    </message>
    <message>
        <source>Cannot read %1: it holds a zero byte at position %L2, so it is no text; name the right file.</source>
        <translation>%1 kann nicht gelesen werden: an Stelle %L2 steht ein Nullbyte, also ist es kein Text; die richtige Datei angeben.</translation>
    </message>
    <message>
        <source>%1 line %L2 holds a zero byte in its "text", so it is no text; mend the line or take it out.</source>
        <translation>%1 Zeile %L2 hat ein Nullbyte in ihrem "text", also ist es kein Text; die Zeile berichtigen oder herausnehmen.</translation>
    </message>
    <message>
        <source>%1 line %L2 is no JSON; each line of a .jsonl is an object with a "text", so mend the line or take it out.</source>
        <translation>%1 Zeile %L2 ist kein JSON; jede Zeile einer .jsonl ist ein Objekt mit einem "text", also die Zeile berichtigen oder herausnehmen.</translation>
    </message>
    <message>
        <source>%1 holds no text; name a file with text in it.</source>
        <translation>%1 enthält keinen Text; eine Datei mit Text angeben.</translation>
    </message>
    <message>
        <source>%1 is a tokenizer of the kind %2, which is not read here; take a byte-level BPE (GPT-2, GPT-Neo), or characters or bytes.</source>
        <translation>%1 ist ein Tokenizer der Art %2, die hier nicht gelesen wird; ein BPE auf Bytes (GPT-2, GPT-Neo), Zeichen oder Bytes nehmen.</translation>
    </message>
    <message>
        <source>%1 holds one stimulus; an analysis needs two or more.</source>
        <translation>%1 enthält einen einzigen Stimulus; eine Analyse braucht zwei oder mehr.</translation>
    </message>
    <message>
        <source>%1 holds no stimuli; an analysis needs two or more.</source>
        <translation>%1 enthält keine Stimuli; eine Analyse braucht zwei oder mehr.</translation>
    </message>
    <message>
        <source>%1 has no token that follows another one, so nothing is predicted; name longer texts.</source>
        <translation>%1 hat kein Token, das auf ein anderes folgt, also wird nichts vorhergesagt; längere Texte angeben.</translation>
    </message>
    <message>
        <source>The network sees images; tokens drive one that reads text.</source>
        <translation>Das Netz sieht Bilder; Token treiben eines, das Text liest.</translation>
    </message>
    <message>
        <source>There is no analysis "%1"; there are %2.</source>
        <translation>Es gibt keine Analyse "%1"; es gibt %2.</translation>
    </message>
    <message>
        <source>The result of %1 was stored but cannot be read back; run the analysis again.</source>
        <translation>Das Ergebnis von %1 wurde gespeichert, lässt sich aber nicht wieder lesen; führen Sie die Analyse noch einmal aus.</translation>
    </message>
    <message>
        <source>The stored maps of selectivity have no %1 of %2; run selectivity again.</source>
        <translation>In den gespeicherten Karten der Selektivität fehlt %1 von %2; führen Sie die Selektivität noch einmal aus.</translation>
    </message>
    <message>
        <source>Preferred angles need gratings or bars at two angles or more, but %1 do not say theirs; name --data gratings: or files like 022.5deg_05.50sf_072phase_bw.png.</source>
        <translation>Bevorzugte Winkel brauchen Gitter oder Balken mit zwei Winkeln oder mehr, aber %1 nennen ihre nicht; geben Sie --data gratings: an oder Dateien wie 022.5deg_05.50sf_072phase_bw.png.</translation>
    </message>
    <message>
        <source>%1 lies in the folder of the run %2, which stays as it is; name a file elsewhere.</source>
        <translation>%1 liegt im Ordner des Laufs %2, der bleibt, wie er ist; nennen Sie eine Datei an einem anderen Ort.</translation>
    </message>
    <message>
        <source>%1 does not end with .safetensors, the form in which a network is saved; name it so.</source>
        <translation>%1 endet nicht auf .safetensors, die Form, in der ein Netz gespeichert wird; nennen Sie die Datei so.</translation>
    </message>
    <message>
        <source>%1 is a folder; name a file to write.</source>
        <translation>%1 ist ein Ordner; nennen Sie eine Datei, die geschrieben wird.</translation>
    </message>
    <message>
        <source>%1 is the file that is read; name another one to write.</source>
        <translation>%1 ist die Datei, die gelesen wird; nennen Sie eine andere zum Schreiben.</translation>
    </message>
    <message>
        <source>The network reads images, and sentences are scored by one that reads tokens.</source>
        <translation>Das Netz liest Bilder, und Sätze bewertet eines, das Token liest.</translation>
    </message>
    <message>
        <source>No stimuli were named; give --data KIND:PATH, e.g. --data localizer:floc or --data synthetic_localizer:.</source>
        <translation>Es wurden keine Reize genannt; geben Sie --data ART:PFAD an, z. B. --data localizer:floc oder --data synthetic_localizer:.</translation>
    </message>
    <message>
        <source>%1 holds one image; an analysis needs two or more.</source>
        <translation>%1 enthält ein Bild; eine Analyse braucht zwei oder mehr.</translation>
    </message>
    <message>
        <source>%1 holds no images; an analysis needs two or more.</source>
        <translation>%1 enthält keine Bilder; eine Analyse braucht zwei oder mehr.</translation>
    </message>
    <message>
        <source>y of %1 does not hold one label for each of the %2 rows of x.</source>
        <translation>y von %1 hat nicht für jede der %2 Zeilen von x ein Label.</translation>
    </message>
    <message>
        <source>y of %1 holds a label that is not a class number (%2 in row %3); 0, 1, 2, ... are needed.</source>
        <translation>y von %1 enthält ein Label, das keine Klassennummer ist (%2 in Zeile %3); nötig sind 0, 1, 2, ...</translation>
    </message>
    <message>
        <source>%1 has no array named x (it holds %2); save it with numpy.savez(file, x=images, y=labels).</source>
        <translation>%1 hat kein Array namens x (darin ist %2); speichern Sie es mit numpy.savez(file, x=images, y=labels).</translation>
    </message>
    <message>
        <source>data.samples is %1; 1 to %2 generated images are possible.</source>
        <translation>data.samples ist %1; möglich sind 1 bis %2 erzeugte Bilder.</translation>
    </message>
    <message>
        <source>data.image_size is %1; bars need 4 pixels or more.</source>
        <translation>data.image_size ist %1; Balken brauchen 4 Pixel oder mehr.</translation>
    </message>
    <message>
        <source>%1 has %2 numbers, but the images have %3 channel; give one number or one a channel.</source>
        <translation>%1 hat %2 Zahlen, aber die Bilder haben %3 Kanal; geben Sie eine Zahl an oder je Kanal eine.</translation>
    </message>
    <message>
        <source>%1 has %2 numbers, but the images have %3 channels; give one number or one a channel.</source>
        <translation>%1 hat %2 Zahlen, aber die Bilder haben %3 Kanäle; geben Sie eine Zahl an oder je Kanal eine.</translation>
    </message>
    <message>
        <source>data.std holds %1; numbers above 0 are needed.</source>
        <translation>data.std enthält %1; nötig sind Zahlen über 0.</translation>
    </message>
    <message>
        <source>data.augment is "%1"; none, crop_flip or random_resized_crop are possible.</source>
        <translation>data.augment ist "%1"; möglich sind none, crop_flip oder random_resized_crop.</translation>
    </message>
    <message>
        <source>data.augment is "%1", which changes images; set it to none for tokens.</source>
        <translation>data.augment ist "%1" und ändert Bilder; setzen Sie es für Token auf none.</translation>
    </message>
    <message>
        <source>%1 holds %2, not %3; name it as data of the kind %4.</source>
        <translation>%1 enthält %2, nicht %3; nennen Sie es als Daten der Art %4.</translation>
    </message>
    <message>
        <source>%1 is an archive; unpack it (tar -xf) and name the folder that comes out of it.</source>
        <translation>%1 ist ein Archiv; entpacken Sie es (tar -xf) und nennen Sie den Ordner, der daraus entsteht.</translation>
    </message>
    <message>
        <source>%1 ends within a record (it is truncated, or not a batch of %2's binary version); copy or download it again.</source>
        <translation>%1 endet mitten in einem Eintrag (es ist abgeschnitten oder keine Datei der binären Fassung von %2); kopieren oder laden Sie es neu.</translation>
    </message>
    <message>
        <source>%1 is missing; data.root must be the folder with %2%3 and %4 of %5's binary version, or with its Python version (files of the same names without .bin).</source>
        <translation>%1 fehlt; data.root muss der Ordner mit %2%3 und %4 der binären Fassung von %5 sein oder mit der für Python (Dateien gleichen Namens ohne .bin).</translation>
    </message>
    <message>
        <source>%1 is missing; data.root must be the folder with %2 and %3 of %4's binary version, or with its Python version (files of the same names without .bin).</source>
        <translation>%1 fehlt; data.root muss der Ordner mit %2 und %3 der binären Fassung von %4 sein oder mit der für Python (Dateien gleichen Namens ohne .bin).</translation>
    </message>
    <message>
        <source>%1 has the label %2 in record %3, but %4's are 0 to %5; it is damaged or of another set.</source>
        <translation>%1 hat das Label %2 im Eintrag %3, aber die von %4 sind 0 bis %5; die Datei ist beschädigt oder von einem anderen Satz.</translation>
    </message>
    <message>
        <source>%1 names %2 classes, but %3 has %4; repair it or take it away.</source>
        <translation>%1 nennt %2 Klassen, aber %3 hat %4; reparieren Sie es oder nehmen Sie es weg.</translation>
    </message>
    <message>
        <source>%1: seed is "%2", but must be a whole number from 0 to 4294967295.</source>
        <translation>%1: seed ist "%2", muss aber eine ganze Zahl von 0 bis 4294967295 sein.</translation>
    </message>
    <message>
        <source>The data "%1" name no kind; KIND:PATH is needed, e.g. idx:mnist or image_folder:photos?image_size=32.</source>
        <translation>Die Daten "%1" nennen keine Art; nötig ist ART:PFAD, z. B. idx:mnist oder image_folder:photos?image_size=32.</translation>
    </message>
    <message>
        <source>%1 cannot be read (%2); check the folder and its permissions.</source>
        <translation>%1 kann nicht gelesen werden (%2); prüfen Sie den Ordner und seine Rechte.</translation>
    </message>
    <message>
        <source>data.image_size is %1; 0 (as stored) to %2 pixels are possible.</source>
        <translation>data.image_size ist %1; möglich sind 0 (wie gespeichert) bis %2 Pixel.</translation>
    </message>
    <message>
        <source>data.crop_ratio is %1; a share of the shorter side from 0.25 to 1 is needed.</source>
        <translation>data.crop_ratio ist %1; nötig ist ein Anteil der kürzeren Seite von 0,25 bis 1.</translation>
    </message>
    <message>
        <source>data.limit is %1; 0 (all) or more is needed.</source>
        <translation>data.limit ist %1; nötig ist 0 (alle) oder mehr.</translation>
    </message>
    <message>
        <source>%1 has no labels beside it; put %2 into the same folder.</source>
        <translation>Neben %1 liegen keine Labels; legen Sie %2 in denselben Ordner.</translation>
    </message>
    <message>
        <source>%1 is not a stack of grey images; 3 dimensions are needed.</source>
        <translation>%1 ist kein Stapel grauer Bilder; nötig sind 3 Dimensionen.</translation>
    </message>
    <message>
        <source>%1 does not hold one label for each of the %2 images of %3; take both files from the same set.</source>
        <translation>%1 hat nicht für jedes der %2 Bilder von %3 ein Label; nehmen Sie beide Dateien aus demselben Satz.</translation>
    </message>
    <message>
        <source>%1 has no images beside it; put %2 (or %3.gz) into the same folder, or take the labels out.</source>
        <translation>Neben %1 liegen keine Bilder; legen Sie %2 (oder %3.gz) in denselben Ordner oder nehmen Sie die Labels heraus.</translation>
    </message>
    <message>
        <source>%1 holds two sets of images, %2 and %3; name one of these files as the data instead of the folder.</source>
        <translation>%1 enthält zwei Sätze von Bildern, %2 und %3; nennen Sie als Daten eine dieser Dateien statt des Ordners.</translation>
    </message>
    <message>
        <source>%1 is no mapping of labels to characters (lines like "1 65 97", labels rising by one); repair it or take it away.</source>
        <translation>%1 ist keine Zuordnung von Labels zu Zeichen (Zeilen wie "1 65 97", Labels um eins steigend); reparieren Sie sie oder nehmen Sie sie weg.</translation>
    </message>
    <message>
        <source>The labels of %1 hold %2, but EMNIST's letters are %3 to %4; take files of one set.</source>
        <translation>Die Labels von %1 enthalten %2, aber die Buchstaben von EMNIST sind %3 bis %4; nehmen Sie Dateien eines Satzes.</translation>
    </message>
    <message>
        <source>The labels of %1 hold %2, but %3 %4 to %5; take files of one set.</source>
        <translation>Die Labels von %1 enthalten %2, aber %3 %4 bis %5; nehmen Sie Dateien eines Satzes.</translation>
    </message>
    <message>
        <source>No IDX files in %1. Expected train-images-idx3-ubyte and train-labels-idx1-ubyte (or t10k-..., plain or .gz); name their folder as data.root.</source>
        <translation>Keine IDX-Dateien in %1. Erwartet werden train-images-idx3-ubyte und train-labels-idx1-ubyte (oder t10k-..., so oder als .gz); nennen Sie ihren Ordner als data.root.</translation>
    </message>
    <message>
        <source>The training and test images in %1 differ in size; keep the files of one set in a folder.</source>
        <translation>Trainings- und Testbilder in %1 sind verschieden groß; legen Sie die Dateien eines Satzes in einen Ordner.</translation>
    </message>
    <message>
        <source>An image of %1 x %2 pixels would become %3 x %4; lower data.image_size, raise data.crop_ratio or take the image out.</source>
        <translation>Ein Bild von %1 x %2 Pixeln würde %3 x %4; senken Sie data.image_size, erhöhen Sie data.crop_ratio oder nehmen Sie das Bild heraus.</translation>
    </message>
    <message>
        <source>No class folders with images in %1. Expected %2 or %3. Found: %4.</source>
        <translation>Keine Klassenordner mit Bildern in %1. Erwartet wird %2 oder %3. Gefunden: %4.</translation>
    </message>
    <message>
        <source>The class folder %1 has no image that can be read: %2; put JPEG, PNG, WebP or BMP images into it, or take the folder out.</source>
        <translation>Der Klassenordner %1 hat kein lesbares Bild: %2; legen Sie Bilder als JPEG, PNG, WebP oder BMP hinein oder nehmen Sie den Ordner heraus.</translation>
    </message>
    <message>
        <source>%1 is a class that the training images do not have; rename the folder or take it out.</source>
        <translation>%1 ist eine Klasse, die die Trainingsbilder nicht haben; benennen Sie den Ordner um oder nehmen Sie ihn heraus.</translation>
    </message>
    <message>
        <source>%1 is %2 x %3 pixels, %4 is %5 x %6; set data.image_size to bring all to one size.</source>
        <translation>%1 hat %2 x %3 Pixel, %4 hat %5 x %6; setzen Sie data.image_size, damit alle gleich groß werden.</translation>
    </message>
    <message>
        <source>%1 cannot be read as an image: %2; repair it or take it out of the folder.</source>
        <translation>%1 kann nicht als Bild gelesen werden: %2; reparieren Sie es oder nehmen Sie es aus dem Ordner.</translation>
    </message>
    <message>
        <source>%1 line %2 %3; each line is a label, a tab and a sentence.</source>
        <translation>%1 Zeile %2 %3; jede Zeile ist ein Label, ein Tabulator und ein Satz.</translation>
    </message>
    <message>
        <source>data.validation is %1, but a share of the training set from 0 to 0.9 is needed.</source>
        <translation>data.validation ist %1, nötig ist aber ein Anteil der Trainingsdaten von 0 bis 0,9.</translation>
    </message>
    <message>
        <source>%1 has the shape [%2, %3, 3], one image with its channels last; save it as [1, 3, height, width] with x.transpose(2, 0, 1)[None].</source>
        <translation>%1 hat die Form [%2, %3, 3], ein Bild mit den Kanälen am Ende; speichern Sie es als [1, 3, Höhe, Breite] mit x.transpose(2, 0, 1)[None].</translation>
    </message>
    <message>
        <source>%1 has the shape [n, %2, %3, %4], its channels last; transpose it to [n, %5, height, width] with x.transpose(0, 3, 1, 2).</source>
        <translation>%1 hat die Form [n, %2, %3, %4], die Kanäle am Ende; ordnen Sie es um zu [n, %5, Höhe, Breite] mit x.transpose(0, 3, 1, 2).</translation>
    </message>
    <message>
        <source>%1 has values of the type %2; save it as float32.</source>
        <translation>%1 hat Werte vom Typ %2; speichern Sie es als float32.</translation>
    </message>
    <message>
        <source>%1 is not a stack of images; [n, channels, height, width], [n, height, width] or [n, features] is needed.</source>
        <translation>%1 ist kein Stapel von Bildern; nötig ist [n, Kanäle, Höhe, Breite], [n, Höhe, Breite] oder [n, Merkmale].</translation>
    </message>
    <message>
        <source>%1 holds %2; take these images out or replace the values before they are used.</source>
        <translation>%1 enthält %2; nehmen Sie diese Bilder heraus oder ersetzen Sie die Werte vorher.</translation>
    </message>
    <message>
        <source>%1 holds values of float64 too large for float32 (3.4e38), in which networks compute: there they are %2; make them smaller, or take them out.</source>
        <translation>%1 enthält Werte in float64, die für float32 (3,4e38), womit Netze rechnen, zu groß sind: dort sind sie %2; machen Sie sie kleiner oder nehmen Sie sie heraus.</translation>
    </message>
    <message>
        <source>%1: "%2" has the token %3, but the model knows %4 kinds; name the tokenizer that the model was trained with (%5).</source>
        <translation>%1: "%2" hat das Token %3, aber das Modell kennt %4; nennen Sie den Tokenizer, mit dem das Modell trainiert wurde (%5).</translation>
    </message>
    <message>
        <source>data.context is %1, and there is no model whose context could be taken; give tokens a sentence, 1 or more.</source>
        <translation>data.context ist %1, und es gibt kein Modell, dessen Kontext gelten könnte; geben Sie Token je Satz an, 1 oder mehr.</translation>
    </message>
    <message>
        <source>data.context is %1, and there is no model whose context could be taken; give tokens a row, 1 or more.</source>
        <translation>data.context ist %1, und es gibt kein Modell, dessen Kontext gelten könnte; geben Sie Token je Zeile an, 1 oder mehr.</translation>
    </message>
    <message>
        <source>%1 is an array of NumPy, not text; name it as data of the kind tokens.</source>
        <translation>%1 ist ein Array von NumPy, kein Text; nennen Sie es als Daten der Art tokens.</translation>
    </message>
    <message>
        <source>%1 holds the token %2 at position %3, but the model knows %4 kinds; %5</source>
        <translation>%1 enthält das Token %2 an Stelle %3, aber das Modell kennt %4; %5</translation>
    </message>
    <message>
        <source>%1 holds %2 in row %3 at position %4, but the model's tokens are 0 to %5.</source>
        <translation>%1 enthält %2 in Zeile %3 an Stelle %4, aber die Token des Modells sind 0 bis %5.</translation>
    </message>
    <message>
        <source>%1 has %2 bytes, which are not whole tokens of %3 bytes each; it is cut short or not a file of tokens.</source>
        <translation>%1 hat %2 Byte, und das sind keine ganzen Token zu je %3 Byte; die Datei ist abgeschnitten oder keine Datei mit Token.</translation>
    </message>
    <message>
        <source>%1 holds values of the type %2, which are no tokens; save whole numbers, e.g. tokens.astype(numpy.uint16).</source>
        <translation>%1 enthält Werte vom Typ %2, die keine Token sind; speichern Sie ganze Zahlen, z. B. tokens.astype(numpy.uint16).</translation>
    </message>
    <message>
        <source>%1 holds its tokens big-endian; save them with numpy.save(file, numpy.ascontiguousarray(tokens, '&lt;%2')).</source>
        <translation>%1 enthält seine Token big-endian; speichern Sie sie mit numpy.save(file, numpy.ascontiguousarray(tokens, '&lt;%2')).</translation>
    </message>
    <message>
        <source>%1 holds its tokens column by column; save them with numpy.save(file, numpy.ascontiguousarray(tokens, '&lt;%2')).</source>
        <translation>%1 enthält seine Token spaltenweise; speichern Sie sie mit numpy.save(file, numpy.ascontiguousarray(tokens, '&lt;%2')).</translation>
    </message>
    <message>
        <source>%1 has a header that announces %2 tokens of %3 bytes, but %4 bytes follow; it is cut short or of another version, so copy or make it again.</source>
        <translation>%1 hat einen Kopf, der %2 Token zu %3 Byte ankündigt, aber %4 Byte folgen; die Datei ist abgeschnitten oder von einer anderen Version, kopieren oder erzeugen Sie sie neu.</translation>
    </message>
    <message>
        <source>%1 is no file of tokens but %2.</source>
        <translation>%1 ist keine Datei mit Token, sondern %2.</translation>
    </message>
    <message>
        <source>%1 is no text but %2.</source>
        <translation>%1 ist kein Text, sondern %2.</translation>
    </message>
    <message>
        <source>%1 may hold tokens of 2 or of %2 bytes, which its few bytes do not show; set data.token_bytes to 2 or %3.</source>
        <translation>%1 kann Token zu 2 oder zu %2 Byte enthalten, was die wenigen Byte nicht zeigen; setzen Sie data.token_bytes auf 2 oder %3.</translation>
    </message>
    <message>
        <source>%1 and the others of its name hold %2 tokens within data.limit, but a row of %3 needs one more than that; make data.context smaller or take a longer file.</source>
        <translation>%1 und die anderen dieses Namens enthalten %2 Token innerhalb von data.limit, aber eine Zeile von %3 braucht eines mehr als das; verkleinern Sie data.context oder nehmen Sie eine längere Datei.</translation>
    </message>
    <message>
        <source>%1 and the others of its name hold %2 tokens, but a row of %3 needs one more than that; make data.context smaller or take a longer file.</source>
        <translation>%1 und die anderen dieses Namens enthalten %2 Token, aber eine Zeile von %3 braucht eines mehr als das; verkleinern Sie data.context oder nehmen Sie eine längere Datei.</translation>
    </message>
    <message>
        <source>%1 holds %2 tokens within data.limit, but a row of %3 needs one more than that; make data.context smaller or take a longer file.</source>
        <translation>%1 enthält %2 Token innerhalb von data.limit, aber eine Zeile von %3 braucht eines mehr als das; verkleinern Sie data.context oder nehmen Sie eine längere Datei.</translation>
    </message>
    <message>
        <source>%1 holds %2 tokens, but a row of %3 needs one more than that; make data.context smaller or take a longer file.</source>
        <translation>%1 enthält %2 Token, aber eine Zeile von %3 braucht eines mehr als das; verkleinern Sie data.context oder nehmen Sie eine längere Datei.</translation>
    </message>
    <message>
        <source>No %1 in data.root, which is empty. Expected train%2 and val%3, shards with train and val in their names, or one file of any name; give their folder, the file or a pattern as data.root.</source>
        <translation>Kein %1 in data.root, das leer ist. Erwartet werden train%2 und val%3, Teile mit train und val im Namen oder eine Datei beliebigen Namens; geben Sie ihren Ordner, die Datei oder ein Muster als data.root an.</translation>
    </message>
    <message>
        <source>No %1 in %2. Expected train%3 and val%4, shards with train and val in their names, or one file of any name; give their folder, the file or a pattern as data.root.</source>
        <translation>Kein %1 in %2. Erwartet werden train%3 und val%4, Teile mit train und val im Namen oder eine Datei beliebigen Namens; geben Sie ihren Ordner, die Datei oder ein Muster als data.root an.</translation>
    </message>
    <message>
        <source>%1 becomes tokens of %2 kinds by its tokenizer (%3), but the model knows %4; set model.vocabulary to %5, or to 0, which is that of the tokenizer.</source>
        <translation>%1 wird durch seinen Tokenizer (%3) zu %2 verschiedenen Token, aber das Modell kennt %4; setzen Sie model.vocabulary auf %5 oder auf 0, das ist das Vokabular des Tokenizers.</translation>
    </message>
    <message>
        <source>data.token_bytes is %1; 0 (detected from the file), 1, 2, 4 or 8 are possible.</source>
        <translation>data.token_bytes ist %1; möglich sind 0 (aus der Datei erkannt), 1, 2, 4 oder 8.</translation>
    </message>
    <message>
        <source>%1 is longer than a megabyte, so it is no pair of sentences; remove it.</source>
        <translation>%1 ist länger als ein Megabyte, also kein Satzpaar; entfernen Sie die Zeile.</translation>
    </message>
    <message>
        <source>%1 is no JSON object; each line of a BLiMP paradigm is one, remove or mend it.</source>
        <translation>%1 ist kein JSON-Objekt; jede Zeile eines Paradigmas von BLiMP ist eines, entfernen oder berichtigen Sie sie.</translation>
    </message>
    <message>
        <source>%1 has no %2; each pair of BLiMP has one, add it or remove the line.</source>
        <translation>%1 hat kein %2; jedes Paar von BLiMP hat eines, fügen Sie es hinzu oder entfernen Sie die Zeile.</translation>
    </message>
    <message>
        <source>%1: %2 must be text in quotes that is not empty.</source>
        <translation>%1: %2 muss Text in Anführungszeichen und nicht leer sein.</translation>
    </message>
    <message>
        <source>%1 holds no pair of sentences; a BLiMP paradigm has one a line.</source>
        <translation>%1 enthält kein Satzpaar; ein Paradigma von BLiMP hat je Zeile eines.</translation>
    </message>
    <message>
        <source>The paradigm %1 is in %2 and in %3; remove one of them.</source>
        <translation>Das Paradigma %1 steht in %2 und in %3; entfernen Sie eines davon.</translation>
    </message>
    <message>
        <source>The model has no layer with TopoLoss; name its layers with --losses FILE.json.</source>
        <translation>Das Modell hat keine Schicht mit TopoLoss; nennen Sie seine Schichten mit --losses DATEI.json.</translation>
    </message>
    <message>
        <source>model.classes is a number of output units; it must be 1 or more, or 0 for no classifier.</source>
        <translation>model.classes ist eine Zahl von Ausgabeeinheiten; sie muss 1 oder mehr sein oder 0 für keinen Klassifikator.</translation>
    </message>
    <message>
        <source>model.dropout is %1; 0 (none) to below 1 is possible.</source>
        <translation>model.dropout ist %1; möglich ist 0 (keines) bis unter 1.</translation>
    </message>
    <message>
        <source>%1 is %2; 1 or more is needed, or 0 for the published size.</source>
        <translation>%1 ist %2; nötig ist 1 oder mehr oder 0 für die veröffentlichte Größe.</translation>
    </message>
    <message>
        <source>model.width is %1, which %2 attention heads cannot share evenly; choose model.heads that divide it.</source>
        <translation>model.width ist %1 und lässt sich nicht gleichmäßig auf %2 Aufmerksamkeitsköpfe verteilen; wählen Sie model.heads als Teiler davon.</translation>
    </message>
    <message>
        <source>model.gelu is "%1"; published, exact and tanh are possible.</source>
        <translation>model.gelu ist "%1"; möglich sind published, exact und tanh.</translation>
    </message>
    <message>
        <source>model.norm_epsilon must lie between 0 and 1; 0 takes the published one.</source>
        <translation>model.norm_epsilon muss zwischen 0 und 1 liegen; 0 nimmt das veröffentlichte.</translation>
    </message>
    <message>
        <source>A vision transformer cuts images into patches of %1 px, which do not cover %2 x %3 px; choose data.image_size or model.patch_size so that they do.</source>
        <translation>Ein Vision-Transformer zerlegt Bilder in Stücke von %1 px, die %2 x %3 px nicht abdecken; wählen Sie data.image_size oder model.patch_size passend.</translation>
    </message>
    <message>
        <source>The responses take %1 MB, which %2 has no space for (%3); free space there, set TMPDIR to another folder, or name fewer images or layers.</source>
        <translation>Die Antworten brauchen %1 MB, wofür in %2 kein Platz ist (%3); schaffen Sie dort Platz, setzen Sie TMPDIR auf einen anderen Ordner oder nennen Sie weniger Bilder oder Schichten.</translation>
    </message>
    <message>
        <source>The model has no layer "%1"; `toponets layers MODEL` lists them.</source>
        <translation>Das Modell hat keine Schicht "%1"; `toponets layers MODELL` nennt sie.</translation>
    </message>
    <message>
        <source>No layer was named; give topo, all, or names separated by commas.</source>
        <translation>Es wurde keine Schicht genannt; geben Sie topo, all oder durch Kommas getrennte Namen an.</translation>
    </message>
    <message>
        <source>`%1` is not a device; choose auto, cpu or cuda:N.</source>
        <translation>`%1` ist kein Gerät; wählen Sie auto, cpu oder cuda:N.</translation>
    </message>
    <message>
        <source>The device %1 cannot be used: %2; choose auto or cpu.</source>
        <translation>Das Gerät %1 kann nicht benutzt werden: %2; wählen Sie auto oder cpu.</translation>
    </message>
    <message>
        <source>The data have %1 classes, the model distinguishes %2; use data of its classes.</source>
        <translation>Die Daten haben %1 Klassen, das Modell unterscheidet %2; nehmen Sie Daten seiner Klassen.</translation>
    </message>
    <message>
        <source>There are no images to evaluate; name data with images, or a larger data.validation.</source>
        <translation>Es gibt keine Bilder zum Auswerten; nennen Sie Daten mit Bildern oder ein größeres data.validation.</translation>
    </message>
    <message>
        <source>The data have no labels, so there is no accuracy to measure; add an array y with the class of each image.</source>
        <translation>Die Daten haben keine Labels, also keine messbare Genauigkeit; fügen Sie ein Array y mit der Klasse jedes Bildes hinzu.</translation>
    </message>
    <message>
        <source>None of the %1 of the data (%2) is among the %3 of %4 (%5); use data of its classes, or name their folders as its classes.</source>
        <translation>Keine der %1 der Daten (%2) ist unter den %3 von %4 (%5); nehmen Sie Daten seiner Klassen oder nennen Sie ihre Ordner wie seine Klassen.</translation>
    </message>
    <message>
        <source>No network was named; give RUN[:step], or --model NAME with --weights FILE or random:SEED.</source>
        <translation>Es wurde kein Netz genannt; geben Sie LAUF[:Schritt] an oder --model NAME mit --weights DATEI oder random:SEED.</translation>
    </message>
    <message>
        <source>The run %1 has no checkpoint: train it to the end of an epoch, stop it with saving, or copy its checkpoints back.</source>
        <translation>Der Lauf %1 hat keinen Checkpoint: trainieren Sie ihn bis zum Ende einer Epoche, halten Sie ihn mit Speichern an oder kopieren Sie seine Checkpoints zurück.</translation>
    </message>
    <message>
        <source>The run %1 has no checkpoint of step %2; its last one is %3.</source>
        <translation>Der Lauf %1 hat keinen Checkpoint von Schritt %2; sein letzter ist %3.</translation>
    </message>
    <message>
        <source>The weights of %1: %2; the network's outputs are undefined where they are used.</source>
        <translation>Die Gewichte von %1: %2; wo sie benutzt werden, sind die Ausgaben des Netzes undefiniert.</translation>
    </message>
    <message>
        <source>%1 has images of %2, but %3 of %4 takes %5 channels.</source>
        <translation>%1 hat Bilder mit %2, aber %3 von %4 nimmt %5 Kanäle.</translation>
    </message>
    <message>
        <source>%1 has images of %2, but %3 of %4 takes %5 values an image; give images of that size (image_size brings files to one; arrays are taken as they are).</source>
        <translation>%1 hat Bilder mit %2, aber %3 von %4 nimmt %5 Werte je Bild; geben Sie Bilder dieser Größe (image_size bringt Dateien auf eine; Arrays werden genommen, wie sie sind).</translation>
    </message>
    <message>
        <source>%1 does not hold rows of tokens; an array of int64 [n, tokens] is needed.</source>
        <translation>%1 enthält keine Zeilen von Token; nötig ist ein Array int64 [n, Token].</translation>
    </message>
    <message>
        <source>The data of the run are not in %1 any more; put them back there, or a link to them, or %2.</source>
        <translation>Die Daten des Laufs sind nicht mehr in %1; legen Sie sie dorthin zurück oder einen Verweis auf sie, oder %2.</translation>
    </message>
    <message>
        <source>The number of tokens is %1; 1 or more is needed.</source>
        <translation>Die Zahl der Token ist %1; nötig ist 1 oder mehr.</translation>
    </message>
    <message>
        <source>The temperature must be 0 (always the likeliest token) or above.</source>
        <translation>Die Temperatur muss 0 (immer das wahrscheinlichste Token) oder mehr sein.</translation>
    </message>
    <message>
        <source>The number of likeliest tokens is %1; 1 or more is needed, or 0 for all.</source>
        <translation>Die Zahl der wahrscheinlichsten Token ist %1; nötig ist 1 oder mehr oder 0 für alle.</translation>
    </message>
    <message>
        <source>The prompt has the token %1, but the model knows %2 kinds; name the tokenizer that it was trained with (--tokenizer).</source>
        <translation>Der Anfang hat das Token %1, aber das Modell kennt %2; nennen Sie den Tokenizer, mit dem es trainiert wurde (--tokenizer).</translation>
    </message>
    <message>
        <source>The network sees images; only a language model goes on with a text.</source>
        <translation>Das Netz sieht Bilder; nur ein Sprachmodell setzt einen Text fort.</translation>
    </message>
    <message>
        <source>%1 sees images; only a language model goes on with a text.</source>
        <translation>%1 sieht Bilder; nur ein Sprachmodell setzt einen Text fort.</translation>
    </message>
    <message>
        <source>%1 is not the size of its sheet; delete it.</source>
        <translation>%1 hat nicht die Größe seines Blattes; löschen Sie es.</translation>
    </message>
    <message>
        <source>%1 has not one row a unit; delete it.</source>
        <translation>%1 hat nicht je Einheit eine Zeile; löschen Sie es.</translation>
    </message>
    <message>
        <source>The check gave no answer that can be read; check again.</source>
        <translation>Die Prüfung gab keine lesbare Antwort; prüfen Sie noch einmal.</translation>
    </message>
    <message>
        <source>%1: `%2` must be a section; write [%3] and its settings below.</source>
        <translation>%1: `%2` muss ein Abschnitt sein; schreiben Sie [%3] und darunter seine Einstellungen.</translation>
    </message>
    <message>
        <source>%1: %2 must be a list of tables; write [[%3]] above each.</source>
        <translation>%1: %2 muss eine Liste von Tabellen sein; schreiben Sie [[%3]] über jede.</translation>
    </message>
    <message>
        <source>%1: [[topoloss.override]] names no layer; add layer = "...".</source>
        <translation>%1: [[topoloss.override]] nennt keine Schicht; fügen Sie layer = "..." hinzu.</translation>
    </message>
    <message>
        <source>%1: `%2` is not a setting; see `toponets train --help` for all of them.</source>
        <translation>%1: `%2` ist keine Einstellung; `toponets train --help` zeigt alle.</translation>
    </message>
    <message>
        <source>%1: write key=value, as in topoloss.tau=3.</source>
        <translation>%1: schreiben Sie Schlüssel=Wert, wie topoloss.tau=3.</translation>
    </message>
    <message>
        <source>%1: no setting is named before the "="; write key=value, as in topoloss.tau=3.</source>
        <translation>%1: vor dem "=" steht keine Einstellung; schreiben Sie Schlüssel=Wert, wie topoloss.tau=3.</translation>
    </message>
    <message>
        <source>%1: a value must be on one line.</source>
        <translation>%1: ein Wert muss in einer Zeile stehen.</translation>
    </message>
    <message>
        <source>%1: %2 is an empty list; write "default", or topoloss.tau = 0 to watch only.</source>
        <translation>%1: %2 ist eine leere Liste; schreiben Sie "default", oder topoloss.tau = 0, um nur zuzusehen.</translation>
    </message>
    <message>
        <source>%1 has no category on its first side; name one or more of %2.</source>
        <translation>%1 hat auf der ersten Seite keine Kategorie; nennen Sie eine oder mehr von %2.</translation>
    </message>
    <message>
        <source>%1 has no category to be compared with (scrambled ones are left out unless they are named); name one or more of %2 after a "/".</source>
        <translation>%1 hat keine Kategorie zum Vergleich (verwürfelte zählen nur, wenn sie genannt sind); nennen Sie eine oder mehr von %2 hinter einem "/".</translation>
    </message>
    <message>
        <source>%1 has no category to be compared with; name one or more of %2 after a "/".</source>
        <translation>%1 hat keine Kategorie zum Vergleich; nennen Sie eine oder mehr von %2 hinter einem "/".</translation>
    </message>
    <message>
        <source>%1 has the category "%2" on both sides; take it out of one of them.</source>
        <translation>%1 hat die Kategorie "%2" auf beiden Seiten; nehmen Sie sie auf einer heraus.</translation>
    </message>
    <message>
        <source>The contrast "%1" has %2; NAME=a,b/c,d is needed, e.g. faces=adult,child/body,limb, or NAME=a,b for a and b against the rest.</source>
        <translation>Der Kontrast "%1" hat %2; nötig ist NAME=a,b/c,d, z. B. faces=adult,child/body,limb, oder NAME=a,b für a und b gegen den Rest.</translation>
    </message>
    <message>
        <source>more than two sides</source>
        <translation>mehr als zwei Seiten</translation>
    </message>
    <message>
        <source>a category without a name</source>
        <translation>eine Kategorie ohne Namen</translation>
    </message>
    <message>
        <source>Contrasts need stimuli of two or more categories; these have none. Name a set with one folder a category, or labels of more than one class.</source>
        <translation>Kontraste brauchen Reize aus zwei oder mehr Kategorien; diese haben keine. Nennen Sie einen Satz mit einem Ordner je Kategorie oder Labels mehrerer Klassen.</translation>
    </message>
    <message>
        <source>Contrasts need stimuli of two or more categories; these have %1. Name a set with one folder a category, or labels of more than one class.</source>
        <translation>Kontraste brauchen Reize aus zwei oder mehr Kategorien; diese haben %1. Nennen Sie einen Satz mit einem Ordner je Kategorie oder Labels mehrerer Klassen.</translation>
    </message>
    <message>
        <source>%1: name must be text, as in name = "faces".</source>
        <translation>%1: name muss Text sein, wie in name = "faces".</translation>
    </message>
    <message>
        <source>%1: there is a contrast called %2 already; give each a name of its own.</source>
        <translation>%1: einen Kontrast namens %2 gibt es schon; geben Sie jedem einen eigenen Namen.</translation>
    </message>
    <message>
        <source>%1: the contrast %2 has the category "%3" on both sides; take it out of one of them.</source>
        <translation>%1: der Kontrast %2 hat die Kategorie "%3" auf beiden Seiten; nehmen Sie sie auf einer heraus.</translation>
    </message>
    <message>
        <source>The board in %1 cannot be opened: %2; choose another figure of this program.</source>
        <translation>Die Tafel in %1 lässt sich nicht öffnen: %2; wählen Sie eine andere Abbildung dieses Programms.</translation>
    </message>
    <message>
        <source>it is too large</source>
        <translation>sie ist zu groß</translation>
    </message>
    <message>
        <source>it is no JSON</source>
        <translation>sie ist kein JSON</translation>
    </message>
    <message>
        <source>Cannot open %1: it is a file, not a folder; put the real folder in its place.</source>
        <translation>%1 lässt sich nicht öffnen: es ist eine Datei, kein Ordner; setzen Sie den richtigen Ordner an die Stelle.</translation>
    </message>
    <message>
        <source>The run %1 is trained by another user, who alone can control it; ask them, or train a run of your own.</source>
        <translation>Den Lauf %1 trainiert eine andere Person, die allein ihn steuern kann; fragen Sie sie oder trainieren Sie einen eigenen Lauf.</translation>
    </message>
    <message>
        <source>%1 lies in the folder of a checkpoint, whose files must stay as training wrote them; name a file elsewhere.</source>
        <translation>%1 liegt im Ordner eines Checkpoints, dessen Dateien bleiben müssen, wie das Training sie schrieb; nennen Sie eine Datei an einem anderen Ort.</translation>
    </message>
    <message>
        <source>%1 cannot be called %2 (%3); see that its folder may be written.</source>
        <translation>%1 kann nicht %2 heißen (%3); sorgen Sie dafür, dass sein Ordner beschreibbar ist.</translation>
    </message>
    <message>
        <source>The note of %1 is longer than 1 MB; keep it in a file of its own.</source>
        <translation>Die Notiz von %1 ist länger als 1 MB; bewahren Sie sie in einer eigenen Datei auf.</translation>
    </message>
    <message>
        <source>%1 has a second name elsewhere (a hard link, as `cp -al` makes them), so it can lock neither; delete it here, where nobody trains the run.</source>
        <translation>%1 hat anderswo einen zweiten Namen (einen Hardlink, wie `cp -al` ihn macht) und kann keinen sperren; löschen Sie es hier, wo niemand den Lauf trainiert.</translation>
    </message>
    <message>
        <source>The lock of %1 cannot be taken: its file is deleted again and again; see which program does that.</source>
        <translation>Die Sperre von %1 lässt sich nicht nehmen: ihre Datei wird immer wieder gelöscht; sehen Sie nach, welches Programm das tut.</translation>
    </message>
    <message>
        <source>%1 is no whole number; train --resume writes it again.</source>
        <translation>%1 ist keine ganze Zahl; train --resume schreibt sie neu.</translation>
    </message>
    <message>
        <source>Cannot make a run named %1 in %2: too many have this name; choose another one.</source>
        <translation>In %2 lässt sich kein Lauf namens %1 anlegen: zu viele heißen so; wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>A schedule has at most 1000 stages; join some of them.</source>
        <translation>Ein Verlauf hat höchstens 1000 Stufen; fassen Sie einige zusammen.</translation>
    </message>
    <message>
        <source>`%1` is not a setting; see `toponets train --help` for all of them.</source>
        <translation>`%1` ist keine Einstellung; `toponets train --help` zeigt alle.</translation>
    </message>
    <message>
        <source>%1 is no queue of a sweep: it holds no queue.json; name a folder NAME.sweep or a sweep.toml.</source>
        <translation>%1 ist keine Warteschlange eines Sweeps: queue.json fehlt; nennen Sie einen Ordner NAME.sweep oder eine sweep.toml.</translation>
    </message>
    <message>
        <source>%1 is no sweep: it has neither [grid] nor [[run]]; name there the settings that differ, or train one run with `toponets train`.</source>
        <translation>%1 ist kein Sweep: weder [grid] noch [[run]] steht darin; nennen Sie dort die Einstellungen, die sich unterscheiden, oder trainieren Sie einen Lauf mit `toponets train`.</translation>
    </message>
    <message>
        <source>%1: %2 must be text in quotes.</source>
        <translation>%1: %2 muss Text in Anführungszeichen sein.</translation>
    </message>
    <message>
        <source>%1: baseline must be true or false.</source>
        <translation>%1: baseline muss true oder false sein.</translation>
    </message>
    <message>
        <source>%1: %2 is named twice; keep one of them.</source>
        <translation>%1: %2 ist zweimal genannt; behalten Sie eines davon.</translation>
    </message>
    <message>
        <source>%1: %2 has no value; name one or more.</source>
        <translation>%1: %2 hat keinen Wert; nennen Sie einen oder mehr.</translation>
    </message>
    <message>
        <source>%1: write [[run]] above the settings of each further run.</source>
        <translation>%1: schreiben Sie [[run]] über die Einstellungen jedes weiteren Laufs.</translation>
    </message>
    <message>
        <source>Cannot put %1 into a zip archive: it would be larger than 4 GiB; write fewer arrays.</source>
        <translation>%1 passt in kein Zip-Archiv: es wäre größer als 4 GiB; schreiben Sie weniger Arrays.</translation>
    </message>
    <message>
        <source>%1 holds no rows of tokens.</source>
        <translation>%1 enthält keine Zeilen von Token.</translation>
    </message>
    <message>
        <source>%1 holds no images.</source>
        <translation>%1 enthält keine Bilder.</translation>
    </message>
    <message>
        <source>The outputs for %1 would take %2 GB; give fewer rows at a time.</source>
        <translation>Die Ausgaben für %1 brauchten %2 GB; geben Sie weniger Zeilen auf einmal.</translation>
    </message>
    <message>
        <source>%1 has no classifier (model.classes is 0), so there is no accuracy to measure; its responses come from activations, predict and analyse.</source>
        <translation>%1 hat keinen Klassifikator (model.classes ist 0), also keine messbare Genauigkeit; die Antworten zeigen activations, predict und analyse.</translation>
    </message>
    <message>
        <source>Images of %1 channels cannot be shown to a network that takes %2; only grey and colour are understood.</source>
        <translation>Bilder mit %1 Kanälen lassen sich keinem Netz zeigen, das %2 nimmt; nur Grau und Farbe werden verstanden.</translation>
    </message>
    <message>
        <source>None of the %1 %2 can be read; the first is %3. Repair them or name another folder.</source>
        <translation>Von %1 %2 ist nichts lesbar; das erste ist %3. Reparieren Sie sie oder nennen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>None of the %1 %2 of the class %3 can be read%4; repair them, or take the class's folder out.</source>
        <translation>Von %1 %2 der Klasse %3 ist nichts lesbar%4; reparieren Sie sie oder nehmen Sie den Ordner der Klasse heraus.</translation>
    </message>
    <message>
        <source>data.image_size is %1; gratings need %2 pixels or more.</source>
        <translation>data.image_size ist %1; Gitter brauchen %2 Pixel oder mehr.</translation>
    </message>
    <message>
        <source>The category's folder %1 has no image that can be read: it holds %2; convert them to JPEG or PNG, or take the folder out.</source>
        <translation>Der Ordner %1 der Kategorie hat kein lesbares Bild: darin ist %2; wandeln Sie sie in JPEG oder PNG um oder nehmen Sie den Ordner heraus.</translation>
    </message>
    <message>
        <source>%1 is no localizer: %2. Images called CATEGORY-NUMBER, e.g. adult-1.jpg, or one folder of images for each of two or more categories are needed.</source>
        <translation>%1 ist kein Localizer: %2. Nötig sind Bilder namens KATEGORIE-NUMMER, z. B. adult-1.jpg, oder je ein Ordner mit Bildern für zwei oder mehr Kategorien.</translation>
    </message>
    <message>
        <source>%1 has images of one category only, %2; raise data.limit, which takes the first images.</source>
        <translation>%1 hat nur Bilder einer Kategorie, %2; erhöhen Sie data.limit, das die ersten Bilder nimmt.</translation>
    </message>
    <message>
        <source>%1 has images of one category only, %2; a localizer needs two or more to compare.</source>
        <translation>%1 hat nur Bilder einer Kategorie, %2; ein Localizer braucht zwei oder mehr zum Vergleich.</translation>
    </message>
    <message>
        <source>Selectivity needs stimuli sorted into two categories or more; name a localizer folder with a folder a category, or files like adult-1.jpg.</source>
        <translation>Selektivität braucht Reize in zwei Kategorien oder mehr; nennen Sie einen Localizer mit einem Ordner je Kategorie oder Dateien wie adult-1.jpg.</translation>
    </message>
    <message>
        <source>Selectivity needs stimuli sorted by category, but these are rows of running text; name labelled sentences (sentences:FILE with lines of label, tab and sentence).</source>
        <translation>Selektivität braucht nach Kategorien geordnete Reize, aber dies sind Zeilen laufenden Textes; nennen Sie Sätze mit Labels (sentences:DATEI mit Zeilen aus Label, Tabulator und Satz).</translation>
    </message>
    <message>
        <source>This analysis needs the category of each stimulus; give --labels labels.txt with one a line.</source>
        <translation>Diese Analyse braucht die Kategorie jedes Reizes; geben Sie --labels labels.txt mit einer je Zeile an.</translation>
    </message>
    <message>
        <source>data.samples is %1; 0 (%2) to %3 generated images are possible.</source>
        <translation>data.samples ist %1; möglich sind 0 (%2) bis %3 erzeugte Bilder.</translation>
    </message>
    <message>
        <source>data.image_size is %1; the synthetic localizer needs %2 pixels or more.</source>
        <translation>data.image_size ist %1; der synthetische Localizer braucht %2 Pixel oder mehr.</translation>
    </message>
    <message>
        <source>%1 holds no vocabulary, which is an object of tokens with their ids; take GPT-2's vocab.json or a tokenizer.json.</source>
        <translation>%1 enthält kein Vokabular, also kein Objekt aus Token mit ihren Nummern; nehmen Sie vocab.json von GPT-2 oder eine tokenizer.json.</translation>
    </message>
    <message>
        <source>%1 gives the token %2 the id %3; ids are whole numbers from 0 to %4.</source>
        <translation>%1 gibt dem Token %2 die Nummer %3; Nummern sind ganze Zahlen von 0 bis %4.</translation>
    </message>
    <message>
        <source>%1 merges %2 and %3, but the vocabulary has no %4; take merges and vocabulary of the same tokenizer.</source>
        <translation>%1 verbindet %2 und %3, aber das Vokabular hat kein %4; nehmen Sie merges und Vokabular desselben Tokenizers.</translation>
    </message>
    <message>
        <source>%1 is a tokenizer that %2, which is not read here; take a byte-level BPE as GPT-2's and GPT-Neo's.</source>
        <translation>%1 ist ein Tokenizer, der %2, was hier nicht gelesen wird; nehmen Sie ein BPE auf Bytes wie von GPT-2 und GPT-Neo.</translation>
    </message>
    <message>
        <source>%1 holds no merges; take GPT-2's merges.txt.</source>
        <translation>%1 enthält keine merges; nehmen Sie merges.txt von GPT-2.</translation>
    </message>
    <message>
        <source>%1 is no UTF-8 at byte %2, so it has no characters there; save it as UTF-8, or take each byte as a token.</source>
        <translation>%1 ist bei Byte %2 kein UTF-8, hat dort also keine Zeichen; speichern Sie es als UTF-8 oder nehmen Sie jedes Byte als Token.</translation>
    </message>
    <message>
        <source>%1 ends within a character of UTF-8, at byte %2; it is cut short, so copy or save it again.</source>
        <translation>%1 endet bei Byte %2 mitten in einem Zeichen von UTF-8; die Datei ist abgeschnitten, kopieren oder speichern Sie sie neu.</translation>
    </message>
    <message>
        <source>%1 holds "%2" (%3) at byte %4, a character that the tokenizer does not know; make the tokenizer of all texts together, or take another one.</source>
        <translation>%1 enthält bei Byte %4 "%2" (%3), ein Zeichen, das der Tokenizer nicht kennt; machen Sie den Tokenizer aus allen Texten zusammen oder nehmen Sie einen anderen.</translation>
    </message>
    <message>
        <source>%1 is empty, so it has no characters; name a file with text.</source>
        <translation>%1 ist leer und hat keine Zeichen; nennen Sie eine Datei mit Text.</translation>
    </message>
    <message>
        <source>Cannot read %1; check that it may be read.</source>
        <translation>%1 kann nicht gelesen werden; prüfen Sie die Leserechte.</translation>
    </message>
    <message>
        <source>%1 ends early or is damaged; copy or download it again.</source>
        <translation>%1 endet zu früh oder ist beschädigt; kopieren oder laden Sie es neu.</translation>
    </message>
    <message>
        <source>%1 line %2 is longer than %3 MiB; put its text into several lines, or into a .txt file.</source>
        <translation>%1 Zeile %2 ist länger als %3 MiB; verteilen Sie den Text auf mehrere Zeilen oder legen Sie ihn in eine .txt-Datei.</translation>
    </message>
    <message>
        <source>%1 has no "text"; each line of a .jsonl is an object with a text.</source>
        <translation>%1 hat kein "text"; jede Zeile einer .jsonl ist ein Objekt mit einem Text.</translation>
    </message>
    <message>
        <source>%1 is no JSON; each line of a .jsonl is an object with a "text", so mend the line or take it out.</source>
        <translation>%1 ist kein JSON; jede Zeile einer .jsonl ist ein Objekt mit "text", berichtigen Sie die Zeile oder nehmen Sie sie heraus.</translation>
    </message>
    <message>
        <source>%1 describes no tokenizer (there is no model in it); name a tokenizer.json, or GPT-2's vocab.json with merges.txt beside it.</source>
        <translation>%1 beschreibt keinen Tokenizer (darin ist kein model); nennen Sie eine tokenizer.json oder vocab.json von GPT-2 mit merges.txt daneben.</translation>
    </message>
    <message>
        <source>%1 is a tokenizer of the kind unknown, which is not read here; take a byte-level BPE (GPT-2, GPT-Neo), or characters or bytes.</source>
        <translation>%1 ist ein Tokenizer unbekannter Art, der hier nicht gelesen wird; nehmen Sie ein BPE auf Bytes (GPT-2, GPT-Neo) oder Zeichen oder Bytes.</translation>
    </message>
    <message>
        <source>%1 is no JSON; name a tokenizer.json or a vocab.json as GPT-2 has them.</source>
        <translation>%1 ist kein JSON; nennen Sie eine tokenizer.json oder vocab.json, wie GPT-2 sie hat.</translation>
    </message>
    <message>
        <source>There is no tokenizer in %1: expected tokenizer.json, or vocab.json and merges.txt; name the file or another folder.</source>
        <translation>In %1 ist kein Tokenizer: erwartet wird tokenizer.json oder vocab.json und merges.txt; nennen Sie die Datei oder einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The token %1 is none of the tokenizer's %2 (0 to %3); take the tokenizer that the tokens were made with.</source>
        <translation>Das Token %1 ist keines der %2 des Tokenizers (0 bis %3); nehmen Sie den Tokenizer, mit dem die Token gemacht wurden.</translation>
    </message>
    <message>
        <source>%1 is missing, and without it the position of training is unknown; copy it back, or resume from an older checkpoint.</source>
        <translation>%1 fehlt, und ohne sie ist die Stelle des Trainings unbekannt; kopieren Sie die Datei zurück oder setzen Sie von einem älteren Checkpoint fort.</translation>
    </message>
    <message>
        <source>%1 is damaged or cut short; resume from an older checkpoint or train again.</source>
        <translation>%1 ist beschädigt oder abgeschnitten; setzen Sie von einem älteren Checkpoint fort oder trainieren Sie neu.</translation>
    </message>
    <message>
        <source>%1 is missing: the weights beside it can be evaluated and analysed, but training cannot go on exactly without the optimizer's state; copy it back, or resume from an older checkpoint.</source>
        <translation>%1 fehlt: die Gewichte daneben lassen sich auswerten und analysieren, aber ohne den Zustand des Optimierers geht das Training nicht genau weiter; kopieren Sie die Datei zurück oder setzen Sie von einem älteren Checkpoint fort.</translation>
    </message>
    <message>
        <source>%1 is damaged; resume from an older checkpoint or train again.</source>
        <translation>%1 ist beschädigt; setzen Sie von einem älteren Checkpoint fort oder trainieren Sie neu.</translation>
    </message>
    <message>
        <source>No checkpoint of the run %1 can be resumed: %2</source>
        <translation>Von keinem Checkpoint des Laufs %1 lässt sich fortsetzen: %2</translation>
    </message>
    <message>
        <source>The run %1 has no checkpoint left, though %2</source>
        <translation>Der Lauf %1 hat keinen Checkpoint mehr, obwohl %2</translation>
    </message>
    <message>
        <source>optimizer.decay_on is "%1"; all, no_norm or matrices are possible.</source>
        <translation>optimizer.decay_on ist "%1"; möglich sind all, no_norm oder matrices.</translation>
    </message>
    <message>
        <source>Optimizer `%1` is not known; choose one of %2.</source>
        <translation>Der Optimierer `%1` ist nicht bekannt; wählen Sie einen von %2.</translation>
    </message>
    <message>
        <source>%1 does not hold `%2`; it belongs to a run with another model or optimizer.</source>
        <translation>%1 enthält `%2` nicht; die Datei gehört zu einem Lauf mit anderem Modell oder Optimierer.</translation>
    </message>
    <message>
        <source>%1 holds `%2` as %3, the model has %4; it belongs to another model.</source>
        <translation>%1 enthält `%2` als %3, das Modell hat %4; die Datei gehört zu einem anderen Modell.</translation>
    </message>
    <message>
        <source>The probe's stimuli %1 are not there; choose another folder, or leave probe.data empty.</source>
        <translation>Die Reize %1 der Probe sind nicht da; wählen Sie einen anderen Ordner oder lassen Sie probe.data leer.</translation>
    </message>
    <message>
        <source>The folder of the run %1 was deleted or emptied while it was trained, so it ends here, at step %2; resume a copy of it, or train again.</source>
        <translation>Der Ordner des Laufs %1 wurde während des Trainings gelöscht oder geleert, daher endet er hier, bei Schritt %2; setzen Sie eine Kopie davon fort oder trainieren Sie neu.</translation>
    </message>
    <message>
        <source>The run %1 has been taken over by another process, so this one ends at step %2; follow the other one.</source>
        <translation>Den Lauf %1 hat ein anderer Prozess übernommen, daher endet dieser bei Schritt %2; folgen Sie dem anderen.</translation>
    </message>
    <message>
        <source>The run %1 is being trained by %2; stop it first.</source>
        <translation>Der Lauf %1 wird von %2 trainiert; halten Sie ihn zuerst an.</translation>
    </message>
    <message>
        <source>The run %1 stays as it is. %2</source>
        <translation>Der Lauf %1 bleibt, wie er ist. %2</translation>
    </message>
    <message>
        <source>%1, which this machine cannot see; stop it there, or, if that machine is down, wait a minute or give --take-over.</source>
        <translation>%1, was dieser Rechner nicht sehen kann; halten Sie ihn dort an, oder warten Sie, wenn jener Rechner aus ist, eine Minute oder geben Sie --take-over an.</translation>
    </message>
    <message>
        <source>The run %1 is set to %2 epochs, so it cannot be extended to %3; choose more.</source>
        <translation>Der Lauf %1 ist auf %2 Epochen eingestellt und lässt sich nicht auf %3 verlängern; wählen Sie mehr.</translation>
    </message>
    <message>
        <source>The run learned the labels %1 of %2 as its outputs %3, but they are read as the classes 0 to %4 now, so that going on would make every label wrong; train a new run with model.classes = %5, or evaluate this one, whose outputs are then taken as it learned them.</source>
        <translation>Der Lauf hat die Labels %1 von %2 als seine Ausgaben %3 gelernt, jetzt aber werden sie als Klassen 0 bis %4 gelesen, und weitergehen machte jedes Label falsch; trainieren Sie einen neuen Lauf mit model.classes = %5, oder werten Sie diesen aus, dann gelten seine Ausgaben, wie er sie gelernt hat.</translation>
    </message>
    <message>
        <source>The loss became %1 at step %2 (task loss %3%4%5; %6): try a lower learning rate (%7 → %8) or gradient clipping 1.0.</source>
        <translation>Der Verlust wurde bei Schritt %2 zu %1 (Aufgabenverlust %3%4%5; %6): versuchen Sie eine kleinere Lernrate (%7 → %8) oder die Gradientenschranke 1.0.</translation>
    </message>
    <message>
        <source>output.sample_prompt cannot be read by the tokenizer of the data: %1</source>
        <translation>Der Tokenizer der Daten kann output.sample_prompt nicht lesen: %1</translation>
    </message>
    <message>
        <source>The run %1 can go on from its checkpoint of step %2, so no restart is needed; leave --restart out.</source>
        <translation>Der Lauf %1 kann von seinem Checkpoint von Schritt %2 weitergehen, ein Neubeginn ist nicht nötig; lassen Sie --restart weg.</translation>
    </message>
    <message>
        <source>%1 is not a whole file of CIFAR's Python version: %2; download it again, or take the binary version.</source>
        <translation>%1 ist keine ganze Datei der Python-Fassung von CIFAR: %2; laden Sie sie neu oder nehmen Sie die binäre Fassung.</translation>
    </message>
    <message>
        <source>%1 asks Python to run %2, which no weights need; do not load it in Python, and take the weights from a source that you trust.</source>
        <translation>%1 lässt Python %2 ausführen, was keine Gewichte brauchen; laden Sie die Datei nicht in Python und nehmen Sie die Gewichte aus einer Quelle, der Sie trauen.</translation>
    </message>
    <message>
        <source>%1; name the number with --set model.heads=N.</source>
        <translation>%1; nennen Sie die Zahl mit --set model.heads=N.</translation>
    </message>
    <message>
        <source>%1 is of a network with other outputs: %2; its weights, sheets and TopoLoss can be viewed, and its outputs come from the program it was made with.</source>
        <translation>%1 ist von einem Netz mit anderen Ausgaben: %2; seine Gewichte, Blätter und TopoLoss lassen sich ansehen, seine Ausgaben kommen aus dem Programm, mit dem es gemacht wurde.</translation>
    </message>
    <message>
        <source>"%1" has a size or place that is not a whole number</source>
        <translation>"%1" hat eine Größe oder Stelle, die keine ganze Zahl ist</translation>
    </message>
    <message>
        <source>"%1" is of the unknown type %2</source>
        <translation>"%1" ist vom unbekannten Typ %2</translation>
    </message>
    <message>
        <source>"%1" has an impossible shape</source>
        <translation>"%1" hat eine unmögliche Form</translation>
    </message>
    <message>
        <source>"%1" is not described by dtype, shape and data_offsets alone</source>
        <translation>"%1" ist nicht allein durch dtype, shape und data_offsets beschrieben</translation>
    </message>
    <message>
        <source>"%1" has too many dimensions</source>
        <translation>"%1" hat zu viele Dimensionen</translation>
    </message>
    <message>
        <source>"%1" lies outside of the file, which may be cut short</source>
        <translation>"%1" liegt außerhalb der Datei, die abgeschnitten sein kann</translation>
    </message>
    <message>
        <source>"%1" does not have the size that its shape says</source>
        <translation>"%1" hat nicht die Größe, die seine Form sagt</translation>
    </message>
    <message>
        <source>its metadata is not a table of texts</source>
        <translation>ihre Metadaten sind keine Tabelle von Texten</translation>
    </message>
    <message>
        <source>"%1" overlaps another tensor</source>
        <translation>"%1" überschneidet sich mit einem anderen Tensor</translation>
    </message>
    <message>
        <source>there are bytes before "%1" that belong to no tensor</source>
        <translation>vor "%1" sind Bytes, die zu keinem Tensor gehören</translation>
    </message>
    <message>
        <source>there are bytes at its end that belong to no tensor</source>
        <translation>am Ende sind Bytes, die zu keinem Tensor gehören</translation>
    </message>
    <message>
        <source>%1 is not a valid safetensors file: %2; take another copy of it or save it again.</source>
        <translation>%1 ist keine gültige safetensors-Datei: %2; nehmen Sie eine andere Kopie oder speichern Sie sie neu.</translation>
    </message>
    <message>
        <source>%1 is not a valid index of weights: %2; take another copy of it.</source>
        <translation>%1 ist kein gültiges Verzeichnis von Gewichten: %2; nehmen Sie eine andere Kopie.</translation>
    </message>
    <message>
        <source>%1 is missing, which %2 names; copy all parts of the weights into one folder.</source>
        <translation>%1 fehlt, das %2 nennt; kopieren Sie alle Teile der Gewichte in einen Ordner.</translation>
    </message>
    <message>
        <source>%1: %2 is of the type %3, which is not supported; save it as float32.</source>
        <translation>%1: %2 ist vom Typ %3, der nicht unterstützt wird; speichern Sie es als float32.</translation>
    </message>
    <message>
        <source>%1: %2 differs from %3, and the network has one tensor for both; model.tied_head=false keeps both.</source>
        <translation>%1: %2 unterscheidet sich von %3, und das Netz hat einen Tensor für beide; model.tied_head=false behält beide.</translation>
    </message>
    <message>
        <source>%1: %2 holds whole numbers, as quantized weights do, and not the scale that goes with them; dequantize them in the program they come from and save them as float32.</source>
        <translation>%1: %2 enthält ganze Zahlen wie quantisierte Gewichte und nicht den Maßstab dazu; dequantisieren Sie sie in dem Programm, aus dem sie kommen, und speichern Sie sie als float32.</translation>
    </message>
    <message>
        <source>%1 is a plain pickle of Python (%2), not a file that torch.save wrote; if you trust where it came from and it holds the weights by their names, in Python: torch.save({k: torch.as_tensor(v) for k, v in pickle.load(open("%3", "rb")).items()}, "weights.pt").</source>
        <translation>%1 ist ein einfaches Pickle von Python (%2), keine Datei von torch.save; wenn Sie der Herkunft trauen und darin die Gewichte unter ihren Namen stehen, in Python: torch.save({k: torch.as_tensor(v) for k, v in pickle.load(open("%3", "rb")).items()}, "weights.pt").</translation>
    </message>
    <message>
        <source>%1 was written on a big-endian machine; load it there in Python and save it as .safetensors.</source>
        <translation>%1 wurde auf einem Big-Endian-Rechner geschrieben; laden Sie es dort in Python und speichern Sie es als .safetensors.</translation>
    </message>
    <message>
        <source>%1 is not a valid PyTorch file: %2; take another copy of it or save it again.</source>
        <translation>%1 ist keine gültige PyTorch-Datei: %2; nehmen Sie eine andere Kopie oder speichern Sie sie neu.</translation>
    </message>
    <message>
        <source>%1 holds several sets of tensors:%2 name the one you mean, as in %3#%4.</source>
        <translation>%1 enthält mehrere Sätze von Tensoren:%2 nennen Sie den gemeinten, wie in %3#%4.</translation>
    </message>
    <message>
        <source>%1 holds a whole Python object (%2); in Python, where that class is installed and if you trust the file: torch.save(torch.load("%3", weights_only=False).state_dict(), "weights.pt").</source>
        <translation>%1 enthält ein ganzes Python-Objekt (%2); in Python, wo diese Klasse installiert ist und wenn Sie der Datei trauen: torch.save(torch.load("%3", weights_only=False).state_dict(), "weights.pt").</translation>
    </message>
    <message>
        <source>%1 holds no dictionary of tensors; name a file that holds the weights by their names, as torch.save(model.state_dict(), "weights.pt") writes it.</source>
        <translation>%1 enthält kein Wörterbuch von Tensoren; nennen Sie eine Datei mit den Gewichten unter ihren Namen, wie torch.save(model.state_dict(), "weights.pt") sie schreibt.</translation>
    </message>
    <message>
        <source>%1 holds compressed parts, which torch.save never writes; unpack it and zip it again without compression (zip -0 -r).</source>
        <translation>%1 enthält komprimierte Teile, die torch.save nie schreibt; entpacken Sie es und packen Sie es ohne Kompression neu (zip -0 -r).</translation>
    </message>
    <message>
        <source>%1 is an archive of NumPy arrays (.npz), not of PyTorch; where its names are those of the weights, in Python: torch.save({k: torch.from_numpy(v) for k, v in numpy.load("%2").items()}, "weights.pt").</source>
        <translation>%1 ist ein Archiv von NumPy-Arrays (.npz), nicht von PyTorch; wo seine Namen die der Gewichte sind, in Python: torch.save({k: torch.from_numpy(v) for k, v in numpy.load("%2").items()}, "weights.pt").</translation>
    </message>
    <message>
        <source>%1 is a zip archive in which %2 lies; unpack it and name that file.</source>
        <translation>%1 ist ein Zip-Archiv, in dem %2 liegt; entpacken Sie es und nennen Sie diese Datei.</translation>
    </message>
    <message>
        <source>%1 is a zip archive without weights of PyTorch (no data.pkl); name a .pt file that torch.save wrote.</source>
        <translation>%1 ist ein Zip-Archiv ohne Gewichte von PyTorch (kein data.pkl); nennen Sie eine .pt-Datei von torch.save.</translation>
    </message>
    <message>
        <source>%1 is of the type %2, which is not written into a PyTorch archive; write a .safetensors file.</source>
        <translation>%1 ist vom Typ %2, der nicht in ein PyTorch-Archiv geschrieben wird; schreiben Sie eine .safetensors-Datei.</translation>
    </message>
    <message>
        <source>%1 would be larger than 4 GiB, which is not written as a PyTorch archive; write a .safetensors file.</source>
        <translation>%1 wäre größer als 4 GiB, was nicht als PyTorch-Archiv geschrieben wird; schreiben Sie eine .safetensors-Datei.</translation>
    </message>
    <message>
        <source>%1 cannot be opened; check the name of the weights file.</source>
        <translation>%1 lässt sich nicht öffnen; prüfen Sie den Namen der Gewichtsdatei.</translation>
    </message>
    <message>
        <source>%1 holds no tensors under %2;%3 name one of these, or what follows it in `toponets inspect`.</source>
        <translation>%1 enthält keine Tensoren unter %2;%3 nennen Sie einen davon oder was in `toponets inspect` darauf folgt.</translation>
    </message>
    <message>
        <source>%1 is neither a file of PyTorch nor safetensors by its first bytes; take another copy of it or name another file.</source>
        <translation>%1 ist nach den ersten Bytes weder eine Datei von PyTorch noch safetensors; nehmen Sie eine andere Kopie oder nennen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>%1 is not a valid safetensors file; take another copy of it or save it again.</source>
        <translation>%1 ist keine gültige safetensors-Datei; nehmen Sie eine andere Kopie oder speichern Sie sie neu.</translation>
    </message>
    <message>
        <source>%1 does not hold %2, as %3 says; take all parts of the weights from the same place.</source>
        <translation>%1 enthält %2 nicht, wie %3 sagt; nehmen Sie alle Teile der Gewichte vom selben Ort.</translation>
    </message>
    <message>
        <source>%1 holds %2 a second time; take all parts of the weights from the same place.</source>
        <translation>%1 enthält %2 ein zweites Mal; nehmen Sie alle Teile der Gewichte vom selben Ort.</translation>
    </message>
    <message>
        <source>The folder %1 holds no weights; name a weights file, a checkpoint or a run with one.</source>
        <translation>Der Ordner %1 enthält keine Gewichte; nennen Sie eine Gewichtsdatei, einen Checkpoint oder einen Lauf mit einem.</translation>
    </message>
    <message>
        <source>%1 is one of several parts of the weights; name their index, %2, instead.</source>
        <translation>%1 ist einer von mehreren Teilen der Gewichte; nennen Sie stattdessen ihr Verzeichnis, %2.</translation>
    </message>
    <message>
        <source>%1 is damaged: it does not hold the bytes that were written; copy it back, or take an older checkpoint.</source>
        <translation>%1 ist beschädigt: die geschriebenen Bytes sind nicht darin; kopieren Sie die Datei zurück oder nehmen Sie einen älteren Checkpoint.</translation>
    </message>
    <message>
        <source>No weight of %1 fits the model by name and shape; take another file, or start from random weights.</source>
        <translation>Kein Gewicht von %1 passt nach Name und Form zum Modell; nehmen Sie eine andere Datei oder beginnen Sie mit zufälligen Gewichten.</translation>
    </message>
    <message>
        <source>%1 has no ending that says its format; end it with .safetensors, .pt, .pth or .bin.</source>
        <translation>%1 hat keine Endung, die das Format sagt; geben Sie .safetensors, .pt, .pth oder .bin an.</translation>
    </message>
    <message>
        <source>%1 holds the weights of %2, not of %3; name the right model.</source>
        <translation>%1 enthält die Gewichte von %2, nicht von %3; nennen Sie das richtige Modell.</translation>
    </message>
    <message>
        <source>The loss became %1 at step %2: values of the data%3 are too large to compute with; scale the data to values of about 1.</source>
        <translation>Der Verlust wurde bei Schritt %2 zu %1: Werte der Daten%3 sind zu groß zum Rechnen; skalieren Sie die Daten auf Werte um 1.</translation>
    </message>
    <message>
        <source>The loss became %1 at step %2: values of the data%3 are too large to compute with; scale the data to values of about 1, or take other weights.</source>
        <translation>Der Verlust wurde bei Schritt %2 zu %1: Werte der Daten%3 sind zu groß zum Rechnen; skalieren Sie die Daten auf Werte um 1 oder nehmen Sie andere Gewichte.</translation>
    </message>
    <message>
        <source>The loss became %1 at step %2: values of the data%3 or of the weights to start from are too large to compute with; scale the data to values of about 1.</source>
        <translation>Der Verlust wurde bei Schritt %2 zu %1: Werte der Daten%3 oder der Anfangsgewichte sind zu groß zum Rechnen; skalieren Sie die Daten auf Werte um 1.</translation>
    </message>
    <message>
        <source>The loss became %1 at step %2: values of the data%3 or of the weights to start from are too large to compute with; scale the data to values of about 1, or take other weights.</source>
        <translation>Der Verlust wurde bei Schritt %2 zu %1: Werte der Daten%3 oder der Anfangsgewichte sind zu groß zum Rechnen; skalieren Sie die Daten auf Werte um 1 oder nehmen Sie andere Gewichte.</translation>
    </message>
    <message>
        <source>The loss became %1 at step %2: values of the data are too large to compute with; scale the data to values of about 1.</source>
        <translation>Der Verlust wurde bei Schritt %2 zu %1: Werte der Daten sind zu groß zum Rechnen; skalieren Sie die Daten auf Werte um 1.</translation>
    </message>
    <message>
        <source>The loss became %1 at step %2: values of the data are too large to compute with; scale the data to values of about 1, or take other weights.</source>
        <translation>Der Verlust wurde bei Schritt %2 zu %1: Werte der Daten sind zu groß zum Rechnen; skalieren Sie die Daten auf Werte um 1 oder nehmen Sie andere Gewichte.</translation>
    </message>
    <message>
        <source>The loss became %1 at step %2: values of the data or of the weights to start from are too large to compute with; scale the data to values of about 1.</source>
        <translation>Der Verlust wurde bei Schritt %2 zu %1: Werte der Daten oder der Anfangsgewichte sind zu groß zum Rechnen; skalieren Sie die Daten auf Werte um 1.</translation>
    </message>
    <message>
        <source>The loss became %1 at step %2: values of the data or of the weights to start from are too large to compute with; scale the data to values of about 1, or take other weights.</source>
        <translation>Der Verlust wurde bei Schritt %2 zu %1: Werte der Daten oder der Anfangsgewichte sind zu groß zum Rechnen; skalieren Sie die Daten auf Werte um 1 oder nehmen Sie andere Gewichte.</translation>
    </message>
    <message>
        <source>The loss became %1 at step %2, before the weights were changed for the first time: values of the data%3 are too large to compute with; scale the data to values of about 1.</source>
        <translation>Der Verlust wurde bei Schritt %2 zu %1, bevor die Gewichte zum ersten Mal geändert wurden: Werte der Daten%3 sind zu groß zum Rechnen; skalieren Sie die Daten auf Werte um 1.</translation>
    </message>
    <message>
        <source>The loss became %1 at step %2, before the weights were changed for the first time: values of the data%3 are too large to compute with; scale the data to values of about 1, or take other weights.</source>
        <translation>Der Verlust wurde bei Schritt %2 zu %1, bevor die Gewichte zum ersten Mal geändert wurden: Werte der Daten%3 sind zu groß zum Rechnen; skalieren Sie die Daten auf Werte um 1 oder nehmen Sie andere Gewichte.</translation>
    </message>
    <message>
        <source>The loss became %1 at step %2, before the weights were changed for the first time: values of the data%3 or of the weights to start from are too large to compute with; scale the data to values of about 1.</source>
        <translation>Der Verlust wurde bei Schritt %2 zu %1, bevor die Gewichte zum ersten Mal geändert wurden: Werte der Daten%3 oder der Anfangsgewichte sind zu groß zum Rechnen; skalieren Sie die Daten auf Werte um 1.</translation>
    </message>
    <message>
        <source>The loss became %1 at step %2, before the weights were changed for the first time: values of the data%3 or of the weights to start from are too large to compute with; scale the data to values of about 1, or take other weights.</source>
        <translation>Der Verlust wurde bei Schritt %2 zu %1, bevor die Gewichte zum ersten Mal geändert wurden: Werte der Daten%3 oder der Anfangsgewichte sind zu groß zum Rechnen; skalieren Sie die Daten auf Werte um 1 oder nehmen Sie andere Gewichte.</translation>
    </message>
    <message>
        <source>The loss became %1 at step %2, before the weights were changed for the first time: values of the data are too large to compute with; scale the data to values of about 1.</source>
        <translation>Der Verlust wurde bei Schritt %2 zu %1, bevor die Gewichte zum ersten Mal geändert wurden: Werte der Daten sind zu groß zum Rechnen; skalieren Sie die Daten auf Werte um 1.</translation>
    </message>
    <message>
        <source>The loss became %1 at step %2, before the weights were changed for the first time: values of the data are too large to compute with; scale the data to values of about 1, or take other weights.</source>
        <translation>Der Verlust wurde bei Schritt %2 zu %1, bevor die Gewichte zum ersten Mal geändert wurden: Werte der Daten sind zu groß zum Rechnen; skalieren Sie die Daten auf Werte um 1 oder nehmen Sie andere Gewichte.</translation>
    </message>
    <message>
        <source>The loss became %1 at step %2, before the weights were changed for the first time: values of the data or of the weights to start from are too large to compute with; scale the data to values of about 1.</source>
        <translation>Der Verlust wurde bei Schritt %2 zu %1, bevor die Gewichte zum ersten Mal geändert wurden: Werte der Daten oder der Anfangsgewichte sind zu groß zum Rechnen; skalieren Sie die Daten auf Werte um 1.</translation>
    </message>
    <message>
        <source>The loss became %1 at step %2, before the weights were changed for the first time: values of the data or of the weights to start from are too large to compute with; scale the data to values of about 1, or take other weights.</source>
        <translation>Der Verlust wurde bei Schritt %2 zu %1, bevor die Gewichte zum ersten Mal geändert wurden: Werte der Daten oder der Anfangsgewichte sind zu groß zum Rechnen; skalieren Sie die Daten auf Werte um 1 oder nehmen Sie andere Gewichte.</translation>
    </message>
    <message>
        <source>There is no run `%1`, neither in %2 nor as a folder; did you mean `%3`?</source>
        <translation>Es gibt keinen Lauf `%1`, weder in %2 noch als Ordner; meinten Sie `%3`?</translation>
    </message>
    <message>
        <source>There is no run `%1`, neither in %2 nor as a folder; `toponets runs %3` lists those that there are.</source>
        <translation>Es gibt keinen Lauf `%1`, weder in %2 noch als Ordner; `toponets runs %3` nennt die vorhandenen.</translation>
    </message>
    <message>
        <source>The model has no layer "%1"; did you mean `%2`?</source>
        <translation>Das Modell hat keine Schicht "%1"; meinten Sie `%2`?</translation>
    </message>
    <message>
        <source>There is no analysis "%1"; did you mean `%2`?</source>
        <translation>Es gibt keine Analyse "%1"; meinten Sie `%2`?</translation>
    </message>
    <message>
        <source>No sentences in %1; a .txt file a label is needed, a sentence a line, or one file with lines of label, tab and sentence.</source>
        <translation>Keine Sätze in %1; nötig ist je Label eine .txt-Datei, je Zeile ein Satz, oder eine Datei mit Zeilen aus Label, Tabulator und Satz.</translation>
    </message>
    <message>
        <source>%1: %2 is %3 and in the lines before %4; put each paradigm into a file of its own.</source>
        <translation>%1: %2 ist %3 und in den Zeilen davor %4; legen Sie jedes Paradigma in eine eigene Datei.</translation>
    </message>
    <message>
        <source>The model knows no token %1, with which each sentence is to begin; score them without a first token.</source>
        <translation>Das Modell kennt kein Token %1, mit dem jeder Satz beginnen soll; bewerten Sie sie ohne erstes Token.</translation>
    </message>
    <message>
        <source>LLCNN's kernel over the %1 units of %2 would not fit into memory; name other layers in losses.llcnn.layers.</source>
        <translation>LLCNNs Kern über die %1 Einheiten von %2 passte nicht in den Arbeitsspeicher; nennen Sie andere Schichten in losses.llcnn.layers.</translation>
    </message>
    <message>
        <source>model.context is %1; %2 takes up to %3 tokens.</source>
        <translation>model.context ist %1; %2 nimmt bis zu %3 Token.</translation>
    </message>
    <message>
        <source>model.hidden and model.classes of mlp are numbers of units; each must be 1 or more.</source>
        <translation>model.hidden und model.classes von mlp sind Zahlen von Einheiten; jede muss 1 oder mehr sein.</translation>
    </message>
    <message>
        <source>The model has no layer "%1" with a sheet; `toponets layers MODEL` lists them.</source>
        <translation>Das Modell hat keine Schicht "%1" mit Blatt; `toponets layers MODELL` nennt sie.</translation>
    </message>
    <message>
        <source>The model has no layer "%1" with a sheet; did you mean `%2`?</source>
        <translation>Das Modell hat keine Schicht "%1" mit Blatt; meinten Sie `%2`?</translation>
    </message>
    <message>
        <source>A %1 of this size has about %2 billion parameters; make %3 smaller.</source>
        <translation>Ein %1 dieser Größe hat etwa %2 Milliarden Parameter; verkleinern Sie %3.</translation>
    </message>
    <message>
        <source>There is no model named "%1"; `toponets models` lists them.</source>
        <translation>Es gibt kein Modell namens "%1"; `toponets models` nennt sie.</translation>
    </message>
    <message>
        <source>There is no model named "%1"; did you mean `%2`?</source>
        <translation>Es gibt kein Modell namens "%1"; meinten Sie `%2`?</translation>
    </message>
    <message>
        <source>data.kind: there is no data set of the kind "%1"; did you mean `%2`?</source>
        <translation>data.kind: es gibt keinen Datensatz der Art "%1"; meinten Sie `%2`?</translation>
    </message>
    <message>
        <source>data.kind: there is no data set of the kind "%1"; %2 are possible.</source>
        <translation>data.kind: es gibt keinen Datensatz der Art "%1"; möglich sind %2.</translation>
    </message>
    <message>
        <source>There are no contrasts called "%1"; floc, size-animacy, synthetic, each, auto or a file NAME.toml are possible.</source>
        <translation>Es gibt keine Kontraste namens "%1"; möglich sind floc, size-animacy, synthetic, each, auto oder eine Datei NAME.toml.</translation>
    </message>
    <message>
        <source>There are no contrasts called "%1"; did you mean `%2`?</source>
        <translation>Es gibt keine Kontraste namens "%1"; meinten Sie `%2`?</translation>
    </message>
    <message>
        <source>There are no stimuli of the kind "%1"; did you mean `%2`?</source>
        <translation>Es gibt keine Reize der Art "%1"; meinten Sie `%2`?</translation>
    </message>
    <message>
        <source>The contrast %1 needs the category "%2", which the stimuli do not have; they have %3; did you mean `%4`?</source>
        <translation>Der Kontrast %1 braucht die Kategorie "%2", die die Reize nicht haben; sie haben %3; meinten Sie `%4`?</translation>
    </message>
    <message>
        <source>The contrast %1 needs the category "%2", which the stimuli do not have; they have %3.</source>
        <translation>Der Kontrast %1 braucht die Kategorie "%2", die die Reize nicht haben; sie haben %3.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made; choose another --output.</source>
        <translation>Der Ordner %1 lässt sich nicht anlegen; wählen Sie ein anderes --output.</translation>
    </message>
    <message>
        <source>an array of type %1 is no array of numbers; save it as float32.</source>
        <translation>ein Array vom Typ %1 ist kein Array von Zahlen; speichern Sie es als float32.</translation>
    </message>
    <message>
        <source>`%1` is not a state of a run in a queue.</source>
        <translation>`%1` ist kein Zustand eines Laufs in einer Warteschlange.</translation>
    </message>
    <message>
        <source>%1 has %2 lines, but there are responses to %3 stimuli; one line a stimulus is needed.</source>
        <translation>%1 hat %2 Zeilen, aber es gibt Antworten auf %3 Reize; nötig ist eine Zeile je Reiz.</translation>
    </message>
    <message>
        <source>The data "%1" have the option "seed", but %2 are read from a place, not drawn; leave it out.</source>
        <translation>Die Daten "%1" haben die Option "seed", aber %2 werden von einem Ort gelesen, nicht gezogen; lassen Sie sie weg.</translation>
    </message>
    <message>
        <source>%1 gives the id %2 to two tokens, one of them %3; take the file from where it came from again.</source>
        <translation>%1 gibt die Nummer %2 zwei Token, eines davon %3; holen Sie die Datei noch einmal von ihrer Herkunft.</translation>
    </message>
    <message>
        <source>%1 holds the token %2, which does not stand for bytes, so it is of no byte-level BPE; take GPT-2's vocab.json or one that is made like it.</source>
        <translation>%1 enthält das Token %2, das nicht für Bytes steht, also von keinem BPE auf Bytes ist; nehmen Sie vocab.json von GPT-2 oder eine gleich gemachte.</translation>
    </message>
    <message>
        <source>%1 has no token for the byte %2, and byte-level BPE needs one for each of the 256; make it with all bytes as its first tokens.</source>
        <translation>%1 hat kein Token für das Byte %2, und BPE auf Bytes braucht eines für jedes der 256; machen Sie es mit allen Bytes als ersten Token.</translation>
    </message>
    <message>
        <source>%1 is %2, not two tokens with a space between them; take GPT-2's merges.txt.</source>
        <translation>%1 ist %2, nicht zwei Token mit einem Leerzeichen dazwischen; nehmen Sie merges.txt von GPT-2.</translation>
    </message>
    <message>
        <source>%1 has an entry in added_tokens without a content and an id from 0 to %2; take the file from where it came from again.</source>
        <translation>%1 hat in added_tokens einen Eintrag ohne content und eine Nummer von 0 bis %2; holen Sie die Datei noch einmal von ihrer Herkunft.</translation>
    </message>
    <message>
        <source>%1 gives %2 in added_tokens the id %3, which its vocabulary contradicts; take the file from where it came from again.</source>
        <translation>%1 gibt %2 in added_tokens die Nummer %3, der das Vokabular widerspricht; holen Sie die Datei noch einmal von ihrer Herkunft.</translation>
    </message>
    <message>
        <source>%1 has no list of merges; take the file from where it came from again.</source>
        <translation>%1 hat keine Liste von merges; holen Sie die Datei noch einmal von ihrer Herkunft.</translation>
    </message>
    <message>
        <source>%1 does not name two tokens; take the file from where it came from again.</source>
        <translation>%1 nennt keine zwei Token; holen Sie die Datei noch einmal von ihrer Herkunft.</translation>
    </message>
    <message>
        <source>The tokenizer has %1 tokens, more than the 65536 of nanoGPT's 16-bit files; take a smaller one.</source>
        <translation>Der Tokenizer hat %1 Token, mehr als die 65536 der 16-Bit-Dateien von nanoGPT; nehmen Sie einen kleineren.</translation>
    </message>
    <message>
        <source>The probe's stimuli %1 are images, but the network reads tokens; name labelled sentences (sentences:FILE), or leave probe.data empty.</source>
        <translation>Die Reize %1 der Probe sind Bilder, aber das Netz liest Token; nennen Sie Sätze mit Labels (sentences:DATEI) oder lassen Sie probe.data leer.</translation>
    </message>
    <message>
        <source>The probe's stimuli %1 are tokens, but the network sees images; choose images, or leave probe.data empty.</source>
        <translation>Die Reize %1 der Probe sind Token, aber das Netz sieht Bilder; wählen Sie Bilder oder lassen Sie probe.data leer.</translation>
    </message>
    <message>
        <source>%1 holds its pixels as values of the type %2, not as unsigned bytes (u1); save them with array.astype(numpy.uint8), or download it again.</source>
        <translation>%1 enthält seine Pixel als Werte vom Typ %2, nicht als Bytes ohne Vorzeichen (u1); speichern Sie sie mit array.astype(numpy.uint8) oder laden Sie die Datei neu.</translation>
    </message>
    <message>
        <source>opcode %1 at byte %2 is not one that torch.save writes</source>
        <translation>den Opcode %1 bei Byte %2 schreibt torch.save nicht</translation>
    </message>
    <message>
        <source>it ends early</source>
        <translation>sie endet zu früh</translation>
    </message>
    <message>
        <source>it takes from an empty stack</source>
        <translation>sie nimmt von einem leeren Stapel</translation>
    </message>
    <message>
        <source>it looks for a mark that is not there</source>
        <translation>sie sucht eine Marke, die nicht da ist</translation>
    </message>
    <message>
        <source>a key has no value</source>
        <translation>ein Schlüssel hat keinen Wert</translation>
    </message>
    <message>
        <source>a dictionary has items that are not pairs</source>
        <translation>ein Wörterbuch hat Einträge, die keine Paare sind</translation>
    </message>
    <message>
        <source>it is larger than 4 GB</source>
        <translation>sie ist größer als 4 GB</translation>
    </message>
    <message>
        <source>%1 says of %2 that its sheet is stored small, but in a form that does not fit it; take another copy of the file.</source>
        <translation>%1 sagt von %2, das Blatt sei klein gespeichert, aber in einer Form, die nicht passt; nehmen Sie eine andere Kopie der Datei.</translation>
    </message>
</context>
</TS>
