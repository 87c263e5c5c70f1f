namespace SohoSolo.Hub.Pages.Account;

public sealed class AccountText;
