namespace SohoSolo.Hub.Pages.AuditLog;

public sealed class AuditText;
