namespace SohoSolo.Hub.Pages.WebhookBook;

public sealed class HooksText;
