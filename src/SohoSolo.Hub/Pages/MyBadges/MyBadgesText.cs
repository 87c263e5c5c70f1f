namespace SohoSolo.Hub.Pages.MyBadges;

public sealed class MyBadgesText;
