namespace SohoSolo.Hub.Pages.Welcome;

public sealed class WelcomeText;
