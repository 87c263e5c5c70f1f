using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Passkeys;

/// <summary>
/// What the framework's WebAuthn asks about members and their keys. It only reads: keys are written by <see cref="PasskeyKeeping"/>, members by their own use case.
/// Who is suspended or has left is nobody here.
/// </summary>
internal sealed class PasskeyUsers(StoreQueries queries) : IUserPasskeyStore<Member>
{
    private const string ReadsOnly = "Members and their keys are written by the hub's own use cases.";

    public Task<string> GetUserIdAsync(Member user, CancellationToken cancellationToken) => Task.FromResult(user.Id.Value);

    public Task<string?> GetUserNameAsync(Member user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Name);

    public Task<string?> GetNormalizedUserNameAsync(Member user, CancellationToken cancellationToken) => GetUserNameAsync(user, cancellationToken);

    public async Task<Member?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        await queries.Member(new MemberId(userId), cancellationToken) is { Status: MemberStatus.Active } member ? member : null;

    public Task<Member?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => Task.FromResult<Member?>(null);

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Member user, CancellationToken cancellationToken) =>
        [.. (await queries.Passkeys(user.Id, cancellationToken)).Select(Info)];

    public async Task<Member?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await queries.Passkey(Base64Url.EncodeToString(credentialId), cancellationToken) is { } key ? await queries.Member(key.Member, cancellationToken) : null;

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Member user, byte[] credentialId, CancellationToken cancellationToken) =>
        await queries.Passkey(Base64Url.EncodeToString(credentialId), cancellationToken) is { } key && key.Member == user.Id ? Info(key) : null;

    public Task AddOrUpdatePasskeyAsync(Member user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw new NotSupportedException(ReadsOnly);

    public Task RemovePasskeyAsync(Member user, byte[] credentialId, CancellationToken cancellationToken) => throw new NotSupportedException(ReadsOnly);

    public Task SetUserNameAsync(Member user, string? userName, CancellationToken cancellationToken) => throw new NotSupportedException(ReadsOnly);

    public Task SetNormalizedUserNameAsync(Member user, string? normalizedName, CancellationToken cancellationToken) => throw new NotSupportedException(ReadsOnly);

    public Task<IdentityResult> CreateAsync(Member user, CancellationToken cancellationToken) => throw new NotSupportedException(ReadsOnly);

    public Task<IdentityResult> UpdateAsync(Member user, CancellationToken cancellationToken) => throw new NotSupportedException(ReadsOnly);

    public Task<IdentityResult> DeleteAsync(Member user, CancellationToken cancellationToken) => throw new NotSupportedException(ReadsOnly);

    public void Dispose()
    {
        // It holds nothing of its own.
    }

    /// <summary>What came with a key when it was made is not kept: nobody looks at who made the device.</summary>
    private static UserPasskeyInfo Info(Passkey key) => new(
        Base64Url.DecodeFromChars(key.Credential),
        Base64Url.DecodeFromChars(key.PublicKey),
        key.MadeAt,
        (uint)key.SignCount,
        PasskeyKeeping.Transports(key.Transports),
        isUserVerified: true,
        key.IsBackupEligible,
        key.IsBackedUp,
        attestationObject: [],
        clientDataJson: []);
}
