namespace SohoSolo.Hub.Pages.Privacy;

public sealed class PrivacyText;
