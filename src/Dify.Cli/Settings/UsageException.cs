using System;

namespace Dify.Cli.Settings;

/// <summary>The command line, a setting or a file that it names cannot be used. The message names it and the remedy.</summary>
internal sealed class UsageException(string message, Exception? innerException = null) : Exception(message, innerException);
