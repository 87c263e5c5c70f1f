using SohoSolo.Core;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

public sealed partial class StoreQueries
{
    /// <summary>The oldest first.</summary>
    public async Task<IReadOnlyList<Passkey>> Passkeys(MemberId member, CancellationToken stop) => await Read(
        $"SELECT {PasskeyTable.Columns} FROM passkey p WHERE p.member_id = @member ORDER BY p.made_at, p.id", new { member = member.Value }, PasskeyTable.Read, stop).ConfigureAwait(false);

    /// <summary>By what its device calls it.</summary>
    public Task<Passkey?> Passkey(string credential, CancellationToken stop) =>
        ReadOne($"SELECT {PasskeyTable.Columns} FROM passkey p WHERE p.credential = @credential", new { credential }, PasskeyTable.Read, stop);
}
