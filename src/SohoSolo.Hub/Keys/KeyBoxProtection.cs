using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace SohoSolo.Hub.Keys;

/// <summary>
/// What the framework seals (form tokens, short-lived cookies) is sealed under the hub's master key: every node opens what another one sealed, and there is no second ring of keys to keep.
/// </summary>
internal sealed class KeyBoxProtection(KeyBox keys) : IDataProtectionProvider
{
    public IDataProtector CreateProtector(string purpose) => new Protector(keys, purpose);

    private sealed class Protector(KeyBox keys, string purpose) : IDataProtector
    {
        public IDataProtector CreateProtector(string purpose1) => new Protector(keys, $"{purpose}\n{purpose1}");

        public byte[] Protect(byte[] plaintext) => keys.SealForm(purpose, plaintext);

        /// <exception cref="CryptographicException">It was not sealed for this purpose, or was changed.</exception>
        public byte[] Unprotect(byte[] protectedData) => keys.OpenForm(purpose, protectedData);
    }
}
