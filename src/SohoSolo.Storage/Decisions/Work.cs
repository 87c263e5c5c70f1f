using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;

namespace SohoSolo.Storage;

/// <summary>
/// One decision's transaction: lock and read once, then put what was decided. Everything put is written together with its journal entry
/// when the decision returns an answer, and not at all otherwise. On SQLite it runs on the one writer's thread, so a decision awaits nothing but its work.
/// </summary>
public sealed class Work
{
    private Work()
    {
    }

    public Command Command => throw new NotImplementedException();

    /// <summary>Locks in the fixed order, then reads in separate statements of the same batch. At most once per work, before anything is put.</summary>
    public ValueTask<Facts> Lock(Scope scope) => throw new NotImplementedException();

    /// <summary>Writes the booking, its charges and the balances they move, new evidence, and the journal entry. <paramref name="before"/> is null for a new one.</summary>
    public void Put(Booking? before, Booking after, string what, string? detail = null) => throw new NotImplementedException();

    public void Put(WaitingEntry? before, WaitingEntry after, string what) => throw new NotImplementedException();

    public void Put(Entitlement? before, Entitlement after, string what) => throw new NotImplementedException();

    public void Put(Member? before, Member after, string what) => throw new NotImplementedException();

    /// <summary>A lease's day lent back, or taken back again.</summary>
    public void PutLentDay(Entitlement lease, DateOnly day, bool lent) => throw new NotImplementedException();

    /// <summary>Writes the site's own fields, spaces and closures and bumps its version; the site's spaces must be locked.</summary>
    public void Put(Telecentre? before, Telecentre after, string what) => throw new NotImplementedException();

    /// <summary>Replaces the network's policy and bumps every site's version; all spaces must be locked.</summary>
    public void PutPolicy(int version, string body) => throw new NotImplementedException();

    public void Put(AccessToken token, string what) => throw new NotImplementedException();

    public void Note(JournalEntry entry) => throw new NotImplementedException();
}
