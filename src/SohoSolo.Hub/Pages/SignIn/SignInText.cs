namespace SohoSolo.Hub.Pages.SignIn;

public sealed class SignInText;
