using SohoSolo.Storage.Engines;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

/// <summary>Every statement that decisions use, written once for the store's engine.</summary>
internal sealed class WorkSql(Dialect dialect)
{
    public FactSql Facts { get; } = new(dialect);

    public CommandLog Commands { get; } = new(dialect);

    public BookingTable Bookings { get; } = new(dialect);

    public EntitlementTable Entitlements { get; } = new(dialect);

    public MemberTable Members { get; } = new(dialect);

    public SiteTable Sites { get; } = new(dialect);

    public WaitingTable Waiting { get; } = new(dialect);

    public CredentialTable Credentials { get; } = new(dialect);

    public DoorTable Doors { get; } = new(dialect);

    public DeviceTable Devices { get; } = new(dialect);

    public PasskeyTable Passkeys { get; } = new(dialect);

    public CalendarLinkTable CalendarLinks { get; } = new(dialect);

    public MailTable Mails { get; } = new(dialect);

    public WebhookTable Webhooks { get; } = new(dialect);

    public CalendarTable Calendars { get; } = new(dialect);

    public ConsentTable Consents { get; } = new(dialect);

    public EventTable Events { get; } = new(dialect);

    public OccupancyTable Occupancies { get; } = new(dialect);

    public ReconciliationTable Reconciliations { get; } = new(dialect);

    public ManyRows JournalOfMany { get; } = Storage.Journal.Many(dialect);

    public string Journal { get; } = Storage.Journal.InsertSql(dialect);

    public string JournalOfSites { get; } = Storage.Journal.InsertForSitesSql(dialect);
}
