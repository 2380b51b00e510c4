using System;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dify.Generated.Tests.Wire;

/// <summary>Certificates that nobody should trust.</summary>
internal static class WireCertificate
{
    /// <summary>A self-signed certificate for a host name and the loopback address unless another is meant.</summary>
    public static X509Certificate2 SelfSigned(string hostName = "localhost", DateTimeOffset? notAfter = null)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={hostName}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(hostName);
        if (hostName == "localhost")
        {
            names.AddIpAddress(IPAddress.Loopback);
        }

        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset end = notAfter ?? DateTimeOffset.UtcNow.AddDays(1);
        using X509Certificate2 certificate = request.CreateSelfSigned(end.AddDays(-30), end);

        // A certificate with an ephemeral key cannot serve on every platform; one read back can.
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
