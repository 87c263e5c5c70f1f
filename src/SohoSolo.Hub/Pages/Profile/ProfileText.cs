namespace SohoSolo.Hub.Pages.Profile;

public sealed class ProfileText;
