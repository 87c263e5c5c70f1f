namespace SohoSolo.Hub.Pages.Home;

public sealed class HomeText;
