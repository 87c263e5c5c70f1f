namespace SohoSolo.Hub.Pages.Passkeys;

public sealed class PasskeysText;
