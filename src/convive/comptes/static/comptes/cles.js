// Passkeys: binds a button to the ceremony of the browser, through the scripts of django-allauth.
// <button data-cle="addForm|loginForm|authenticateForm" id=… data-cle-resultat="id of the hidden field"
//         data-cle-options="id of the options, as JSON" data-cle-sans-mot-de-passe="id of the checkbox">
(function () {
  'use strict'

  function bind (bouton) {
    const ids = { credential: bouton.dataset.cleResultat }
    ids[{ addForm: 'add', loginForm: 'login', authenticateForm: 'authenticate' }[bouton.dataset.cle]] = bouton.id
    if (bouton.dataset.cleOptions) ids.data = bouton.dataset.cleOptions
    if (bouton.dataset.cleSansMotDePasse) ids.passwordless = bouton.dataset.cleSansMotDePasse
    window.allauth.webauthn.forms[bouton.dataset.cle]({ ids })
  }

  document.addEventListener('DOMContentLoaded', function () {
    document.querySelectorAll('[data-cle]').forEach(function (bouton) {
      bouton.hidden = false
      bind(bouton)
    })
  })

  document.addEventListener('allauth.error', function (event) {
    event.preventDefault()
    const place = document.querySelector('[data-cle-erreur]')
    if (place) place.textContent = 'La clé n’a pas répondu, ou vous avez annulé. Vous pouvez réessayer, ou choisir une autre façon de continuer.'
  })
})()
