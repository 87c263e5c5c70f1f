namespace SohoSolo.Hub.Pages.ChamberRules;

public sealed class RulesText;
