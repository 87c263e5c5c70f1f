namespace SohoSolo.Hub.Pages.Badges;

public sealed class BadgesText;
